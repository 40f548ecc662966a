import type { Cluster } from '../cluster/cluster.ts'
import { gatewaysOf } from '../cluster/gateway-api.ts'
import type { EndpointSlice, Pod } from '../cluster/objects.ts'
import { backendsOf, portAt } from '../diagnosis/backends.ts'

/** A Pod that requests for a path are sent to, and its port. */
export interface Endpoint {
  pod: Pod
  port: number
  isReady: boolean
}

/**
 * The Pods behind the Ingress, or the HTTPRoutes, that a GET of a path may be sent to, Ready or not: one that is not may have been, or will
 * be. What is known of each comes from the API server alone.
 */
export async function podsBehindPath(cluster: Cluster, url: string): Promise<Endpoint[]> {
  const [ingresses, services, slices, pods, classes, routes] = await Promise.all([
    cluster.list('networking.k8s.io/v1', 'Ingress'),
    cluster.list('v1', 'Service'),
    cluster.list('discovery.k8s.io/v1', 'EndpointSlice'),
    cluster.list('v1', 'Pod'),
    cluster.api.list('/apis/networking.k8s.io/v1/ingressclasses'),
    gatewaysOf(cluster),
  ])
  const names = classes.map(({ metadata }) => metadata.name)
  const found = new Map<string, Endpoint>()
  const host = new URL(cluster.testNamespace.url).hostname
  for (const backend of backendsOf(url, host, { ingresses, services, classes: names, ...routes })) {
    const service = services.find(({ metadata }) => metadata.name === backend.service)
    const port = service && portAt(service, backend)
    if (!port) continue
    for (const endpoint of endpointsOf(slices, backend.service, port.name ?? ''))
      for (const pod of pods.filter(({ metadata }) => metadata.uid === endpoint.uid))
        found.set(`${endpoint.uid}:${endpoint.port}`, { pod, port: endpoint.port, isReady: endpoint.isReady })
  }
  return [...found.values()]
}

/** The Pods that a Service leads to by its EndpointSlices, by uid, at one of its ports. */
function endpointsOf(slices: EndpointSlice[], service: string, portName: string) {
  return slices
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints, ports }) => {
      const port = (ports ?? []).find(({ name }) => (name ?? '') === portName)?.port
      return (endpoints ?? []).flatMap(({ conditions, targetRef }) =>
        port && targetRef?.kind === 'Pod' && targetRef.uid
          ? [{ uid: targetRef.uid, port, isReady: conditions?.ready === true }]
          : [],
      )
    })
}
