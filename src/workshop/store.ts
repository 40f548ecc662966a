import type { Cluster } from '../cluster/cluster.ts'
import type { Handle } from '../cluster/handle.ts'
import { lastingContainers, resolvedImages } from '../cluster/images.ts'
import { selects } from '../cluster/label-selector.ts'
import type { Pod, StatefulSet } from '../cluster/objects.ts'
import { type PodProcess, portOf, processesOf, type Questions } from '../cluster/pod-processes.ts'
import { lineOfManifest, lineOfVariable } from '../diagnosis/source-lookup.ts'
import { workloadsOf } from '../diagnosis/workloads.ts'
import { belongTo } from '../matchers/existence.ts'
import type { Advice } from '../waiting/diagnosis.ts'
import { eventually, type Look } from '../waiting/wait.ts'
import type { App } from './app.ts'
import { podsBehindPath } from './behind.ts'
import { contextOf } from './knowledge.ts'
import { type Led, leadTo } from './lead-to.ts'
import { linksFrom } from './links.ts'
import { listenersOf } from './own-program.ts'
import { API } from './section-nine/parts.ts'
import { explain, SERVING } from './served.ts'

/** PostgreSQL works where its data is; a process of the app's is told which database to use. */
const QUESTIONS: Questions = {
  marker: 'PG_VERSION',
  variables: ['POSTGRES_DSN', 'POSTGRES_PASSWORD'],
  except: 'postgres',
}

/** The Pod in which the app keeps its data, as the connections of the API's own processes show it. */
export interface Store {
  pod: Pod
  /** The StatefulSet whose Pod it is. */
  owner: Handle<StatefulSet>
  cluster: Cluster
  /** The process that serves the API: what it was given says which database it uses. */
  api: PodProcess
  /** The process of PostgreSQL at the other end; nothing if the connection is known from the API's end alone. */
  server?: PodProcess | undefined
  /** The port on which PostgreSQL took the connection. */
  port: number
}

/** The Pods of a Namespace in which the image of PostgreSQL runs; an init container that waits for it has ended. */
export async function databasePods(cluster: Cluster): Promise<Pod[]> {
  const [{ postgres }, pods] = await Promise.all([resolvedImages(cluster.api), cluster.list('v1', 'Pod')])
  return pods.filter((pod) => lastingContainers(pod).some(({ image }) => image === postgres))
}

/** Returns when all that the API is connected to is PostgreSQL in one Pod. Throws a Failure if it is another's. */
export async function findStore(app: App, pod: Handle<Pod>, owner: Handle<StatefulSet>): Promise<Store> {
  const { cluster } = app
  await belongTo(pod, owner, contextOf())
  const expected = `the app to keep its data in ${pod} of ${owner}`
  return eventually({ expected, patience: SERVING }, async (): Promise<Look<Store>> => {
    // Makes the pool of the API open a connection if it has let go of the last.
    const monitors = await app.monitors()
    if (!Array.isArray(monitors)) return explain(app, '/api/monitors', monitors)
    const [object, endpoints, databases] = await Promise.all([
      pod.mustGet(),
      podsBehindPath(cluster, '/api/monitors'),
      databasePods(cluster),
    ])
    const ready = endpoints.filter(({ isReady }) => isReady)
    const pods = new Map([...ready.map((one) => one.pod), ...databases].map((one) => [one.metadata.uid, one]))
    const processes = await processesOf(cluster.address, [...pods.values()], QUESTIONS)
    const links = ready.flatMap((endpoint) =>
      listenersOf(endpoint, processes).flatMap((process) => linksFrom(process, processes)),
    )
    const led = await leadTo(cluster, links, [...pods.values()])
    const [elsewhere] = led.filter(({ pods: uids }) => uids.some((uid) => uid !== object.metadata.uid))
    if (elsewhere) {
      const { at, hint } = await lineOfDatabase(cluster, elsewhere, owner)
      const isEnding = databases.some(
        ({ metadata }) => metadata.deletionTimestamp && elsewhere.pods.includes(metadata.uid),
      )
      return { observed: elsewhere.observed, ...(isEnding ? { hint } : { cause: hint }), at }
    }
    const foreign = led.find(({ link }) => link.to.length > 0 && !link.to.every(isPostgres))
    if (foreign) {
      const [program = 'unknown'] = foreign.link.to.map((one) => one.program)
      const observed = `program ${program} in ${pod} takes the app's connections, not PostgreSQL`
      return {
        observed,
        cause: 'PostgreSQL itself must answer in this Pod.',
        at: owner.at('spec.template.spec'),
      }
    }
    const isGood = ({ pods: uids }: Led) => uids.length > 0
    const lost = led.find(({ link: { from } }) => !led.some((one) => one.link.from === from && isGood(one)))
    const isSeen = ready.some((endpoint) => listenersOf(endpoint, processes).length > 0)
    const good = led.find((one) => one.link.to.length > 0) ?? led.find(isGood)
    if (good && !lost) return { value: toStore(good, object, owner), observed: good.observed }
    if (lost) return { observed: lost.observed, hint: FOREIGN, at: owner.at('spec.template.metadata.labels') }
    const observed = 'the API lists monitors but has no TCP connection to a database'
    // A socket in a file leads to no other Pod.
    const at = cluster.deployment(API).at('spec.template.spec.containers[0].env')
    return isSeen
      ? { observed, hint: FOREIGN, at }
      : { observed, graderFault: 'The node does not show the processes of the API.' }
  })
}

function toStore({ link }: Led, pod: Pod, owner: Handle<StatefulSet>): Store {
  const { cluster } = owner
  const [server] = link.to
  const end = server?.sockets.find(({ remote }) => remote === link.socket.local)
  return { pod, owner, cluster, api: link.from, server, port: portOf(end?.local ?? link.socket.remote) }
}

const FOREIGN = 'Set the host in POSTGRES_DSN to a Service that selects the Pod of the StatefulSet.'

const isPostgres = ({ program, isOfImage }: PodProcess) =>
  isOfImage && program.split('/').at(-1) === 'postgres'

/** The learner's line that sends the app to another database than the StatefulSet's, and what to do about it. */
async function lineOfDatabase(cluster: Cluster, { service, link }: Led, owner: Handle): Promise<Advice> {
  const name = service?.metadata.name
  const workloads = await workloadsOf(cluster)
  const pods = await cluster.list('v1', 'Pod')
  const api = pods.find(({ metadata }) => metadata.uid === link.from.pod)
  const caller = workloads.find(({ object }) => selects(object.spec.selector, api?.metadata.labels))
  const selector = name && cluster.service(name).at('spec.selector')
  const variable = caller && (await lineOfVariable(caller.handle, ['POSTGRES_DSN'], lineOfManifest))
  return {
    at: selector || variable || owner.at('spec.template.metadata.labels'),
    hint: name
      ? `Service ${name} must select only the Pods of ${owner}: compare its selector with their labels.`
      : `Set the host in POSTGRES_DSN to a Service that selects the Pods of ${owner}.`,
  }
}
