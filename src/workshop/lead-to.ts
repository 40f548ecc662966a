import type { Cluster } from '../cluster/cluster.ts'
import type { EndpointSlice, Pod, Service } from '../cluster/objects.ts'
import { hostOf, portOf } from '../cluster/pod-processes.ts'
import type { Link } from './links.ts'

/** The far end of a connection: the Pods, by uid, and a description. */
export interface Led {
  link: Link
  pods: string[]
  observed: string
  /** The Service by whose address the connection was made. */
  service?: Service | undefined
}

/**
 * Where connections end: in the Pods whose sockets are their other ends, and in all to which the Service leads whose
 * address was called. None where neither is known.
 */
export async function leadTo(cluster: Cluster, links: Link[], known: Pod[]): Promise<Led[]> {
  const [services, slices, pods] = await Promise.all([
    cluster.list('v1', 'Service'),
    cluster.list('discovery.k8s.io/v1', 'EndpointSlice'),
    cluster.list('v1', 'Pod'),
  ])
  const nameOf = (uid: string) =>
    [...pods, ...known].find(({ metadata }) => metadata.uid === uid)?.metadata.name ?? uid
  return links.map((link) => {
    const host = hostOf(link.socket.remote)
    const service = services.find(({ spec }) => spec.clusterIP === host || spec.clusterIPs?.includes(host))
    const pod = pods.find(({ status }) => status.podIP === host)
    const behind = service ? readyBehind(slices, service.metadata.name) : pod ? [pod.metadata.uid] : []
    const uids = [...new Set([...link.to.map((process) => process.pod), ...behind])]
    const ends =
      uids.map((uid) => `Pod ${nameOf(uid)}`).join(' and ') || `${host}:${portOf(link.socket.remote)}`
    const way = service ? ` through Service ${service.metadata.name}` : ''
    const from = `Pod ${nameOf(link.from.pod)}`
    return { link, pods: uids, service, observed: `${from} keeps its data in ${ends}${way}` }
  })
}

/** The Pods that a Service sends new connections to, by uid. */
function readyBehind(slices: EndpointSlice[], service: string): string[] {
  return slices
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .flatMap(({ conditions, targetRef }) => (conditions?.ready && targetRef ? [targetRef.uid ?? ''] : []))
}
