import type { Handle } from '../cluster/handle.ts'
import type { StatefulSet } from '../cluster/objects.ts'
import { workloadsOf } from '../diagnosis/workloads.ts'
import { type Diagnosis, prepend } from '../waiting/diagnosis.ts'
import { becomingReady, CONTROLLERS } from '../waiting/patience.ts'
import { eventually, type Look, type Patience } from '../waiting/wait.ts'
import { type Answer, type App, describe, type Monitor } from './app.ts'
import { type AppImage, findImpostor } from './app-image.ts'
import { mountOf } from './data-volume.ts'
import { diagnoseMissingTables, tablesMissing } from './database.ts'
import { diagnoseIngress } from './ingress.ts'
import { contextOf } from './knowledge.ts'
import { noteRow } from './life.ts'
import { explainedByKeys } from './values-keys.ts'

/**
 * How long a request through the Ingress may go unanswered: the routes, the endpoints and the app's own pool must settle.
 * It outlasts the 51 s after which an app that does not listen is told from one that is late, on a busy machine too.
 */
export const SERVING: Patience = {
  seconds: 90,
  because: 'the app pings its database every 15 s and routes follow its endpoints',
}

/** Returns when the API of an app that was just applied answers. */
export const comeUp = async (app: App) => serveApi(app, await startingUp(app))

/** How long an app that was just applied may take to answer: its Pods take as long as their probes say. */
async function startingUp({ cluster }: App): Promise<Patience> {
  const workloads = await workloadsOf(cluster)
  const starts = workloads.map(({ object }) => becomingReady(object.spec.template.spec))
  const [slowest] = starts.toSorted((a, b) => b.seconds - a.seconds)
  return {
    ...slowest,
    seconds: SERVING.seconds + (slowest?.seconds ?? 0),
    because: [slowest?.because, SERVING.because].filter(Boolean).join('; '),
  }
}

/** Returns when the API answers through the Ingress. */
export async function serveApi(app: App, patience: Patience = SERVING): Promise<void> {
  const goal = { expected: 'the API to answer /api/status through the Ingress', patience }
  const served = eventually(goal, async () => {
    const answer = await app.status()
    if (isAnswer(answer)) return explain(app, '/api/status', answer)
    return servedBy(app, '/api/status', 'nanomon-api')
  })
  await explainedByValues(app, served)
}

/** Returns when the page at `/` is NanoMon's. */
export async function servePage(app: App): Promise<void> {
  const goal = { expected: 'the page of NanoMon at / through the Ingress', patience: SERVING }
  const served = eventually(goal, async () => {
    const answer = await app.get('/')
    const isPage = answer.status === 200 && /nanomon/i.test(answer.body) && /<html/i.test(answer.body)
    return isPage ? servedBy(app, '/', 'nanomon-frontend') : explain(app, '/', answer)
  })
  await explainedByValues(app, served)
}

/** What keeps a release from being served may be a key of its values that the chart does not know. */
const explainedByValues = ({ release }: App, served: Promise<unknown>) =>
  release ? explainedByKeys(release, served, 'ingress') : served

/** That the app's own image answers at a path, or what does in its place. */
async function servedBy({ cluster, release }: App, url: string, image: AppImage): Promise<Look<boolean>> {
  const impostor = await findImpostor(cluster, url, image, contextOf(release).lineOf)
  return impostor ?? { value: true, observed: `${url} is answered` }
}

/** Says what the answer was, and what is missing between the Ingress, the Pods and their tables. */
export async function explain({ cluster, release }: App, url: string, answer: Answer): Promise<Diagnosis> {
  const words = describe(url, answer)
  return tablesMissing(answer)
    ? prepend(words, await diagnoseMissingTables(cluster))
    : diagnoseIngress(cluster, { url, answer: words }, contextOf(release))
}

/** Looks in a row, a second apart, at which the app must answer while Pods are Pending. */
const KEEPS = 5

/** Requests of one look: more than there are Pods that request cpu and fit, so that each of them is asked. */
const REQUESTS = 10

/**
 * Returns when the API answered every request of several looks in a row. One miss is not the end of it: a Pod without a
 * readinessProbe gets requests as soon as its container is created, before its program listens.
 */
export async function keepServing(app: App): Promise<void> {
  const expected = 'the running Pods to keep answering /api/status'
  await eventually({ expected, patience: CONTROLLERS, inARow: KEEPS }, async () => {
    const answers = await Promise.all(Array.from({ length: REQUESTS }, () => app.status()))
    const miss = answers.find(isAnswer)
    return miss
      ? explain(app, '/api/status', miss)
      : { value: true, observed: `${REQUESTS} requests are answered` }
  })
}

/** Adds a monitor and returns when the app lists it, so that its absence later is a loss. */
export async function addMonitor(app: App): Promise<Monitor> {
  const monitor = await eventually(
    { expected: 'the API to accept a new monitor', patience: await startingUp(app) },
    async () => {
      const added = await app.addMonitor()
      const isAdded = added.status >= 200 && added.status < 300
      return isAdded
        ? { value: { name: added.name }, observed: 'it is added' }
        : explain(app, '/api/monitors', added)
    },
  )
  await list(app, monitor)
  return monitor
}

/** Returns when the app lists a monitor, and it is the app that does; `keptBy` is the StatefulSet that must keep it. */
export async function list(
  app: App,
  monitor: Monitor,
  { keptBy }: { keptBy?: Handle<StatefulSet> } = {},
): Promise<void> {
  const kept = keptBy && (await mountOf(keptBy))
  await eventually(
    { expected: `the app to list monitor "${monitor.name}"`, patience: SERVING, at: kept?.at },
    async () => {
      const names = await app.monitors()
      if (!Array.isArray(names)) return explain(app, '/api/monitors', names)
      const observed = `no such monitor among the ${names.length} listed`
      noteRow(names.includes(monitor.name) ? 'listed by the app' : 'not listed')
      if (!names.includes(monitor.name)) return { observed, cause: kept?.hint ?? LOST }
      return servedBy(app, '/api/monitors', 'nanomon-api')
    },
  )
}

/** A list that the database answered does not grow the row back. */
const LOST = 'The app lost the new row.'

const isAnswer = (answer: Answer | { hostname: string }): answer is Answer => 'status' in answer
