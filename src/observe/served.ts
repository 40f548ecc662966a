import type { KubernetesObject } from '../cluster/api.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Position } from '../submission/position.ts'
import { type Answer, type App, describe, type Monitor } from './app.ts'
import { diagnoseIngress } from './ingress.ts'
import { CONTROLLERS, SERVING } from './patience.ts'
import { eventually, throughout } from './wait.ts'

/** Returns when the API answers through the Ingress. */
export async function serveApi(app: App): Promise<void> {
  const goal = { expected: 'the API to answer /api/status through the Ingress', patience: SERVING }
  await eventually(goal, async () => {
    const answer = await app.status()
    if (!isAnswer(answer)) return { value: answer, seen: `Pod ${answer.hostname} answers` }
    return { seen: describe('/api/status', answer), hopeless: await diagnoseIngress(app.cluster) }
  })
}

/** Returns when the page at `/` is NanoMon's. */
export async function servePage(app: App): Promise<void> {
  const goal = { expected: 'the page of NanoMon at / through the Ingress', patience: SERVING }
  await eventually(goal, async () => {
    const answer = await app.get('/')
    const isPage = answer.status === 200 && /nanomon/i.test(answer.body) && /<html/i.test(answer.body)
    if (isPage) return { value: true, seen: 'the page' }
    return { seen: describe('/', answer), hopeless: await diagnoseIngress(app.cluster) }
  })
}

/** How long running Pods are watched while others are Pending. */
const KEEPS = { seconds: 5, because: 'ten looks, each through the Ingress' }

/** Returns if the API answered every time for a while. */
export async function keepServing(app: App): Promise<void> {
  await throughout(
    { expected: 'the running Pods to keep answering /api/status', patience: KEEPS },
    async () => {
      const answer = await app.status()
      return isAnswer(answer)
        ? { seen: describe('/api/status', answer) }
        : { value: answer, seen: 'it answers' }
    },
  )
}

/** Adds a monitor and returns when the app lists it, so that its absence later is a loss. */
export async function addMonitor(app: App): Promise<Monitor> {
  const monitor = await eventually(
    { expected: 'the API to accept a new monitor', patience: SERVING },
    async () => {
      const added = await app.addMonitor()
      const seen = describe('POST /api/monitors', added)
      return added.status >= 200 && added.status < 300 ? { value: { name: added.name }, seen } : { seen }
    },
  )
  await hold(app, monitor)
  return monitor
}

/** Returns when the app lists a monitor. */
export async function hold(app: App, monitor: Monitor, at?: Position): Promise<void> {
  await eventually(
    { expected: `monitor "${monitor.name}" to be listed by the app`, patience: SERVING, at },
    async () => {
      const names = await app.monitors()
      if (!Array.isArray(names)) return { seen: describe('/api/monitors', names) }
      const seen = `no such monitor among ${names.length}`
      return names.includes(monitor.name) ? { value: true, seen } : { seen, hopeless: LOST }
    },
  )
}

/** A list that the database answered does not grow the row back. */
const LOST = 'The row is gone: compare your mountPath with the directory where PostgreSQL stores its data.'

/** Returns when no Pod of the section waits for a node any more. */
export async function haveNothingPending(cluster: Cluster): Promise<void> {
  await eventually({ expected: 'no Pod left Pending', patience: CONTROLLERS }, async () => {
    const pods = await cluster.list('v1', 'Pod')
    const pending = pods
      .filter(({ status }: KubernetesObject) => status.phase === 'Pending')
      .map(({ metadata }) => metadata.name)
    return {
      ...(pending.length === 0 && { value: true }),
      seen: `${pending.length} Pods are Pending: ${pending.slice(0, 3).join(', ')}`,
    }
  })
}

const isAnswer = (answer: Answer | { hostname: string }): answer is Answer => 'status' in answer
