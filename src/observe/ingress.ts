import type { Cluster } from '../cluster/cluster.ts'

/** Why nothing can answer through the Ingress of a section, if that is so: there is none, or none of a class that is served. */
export async function diagnoseIngress(cluster: Cluster): Promise<string | undefined> {
  const ingresses = await cluster.list('networking.k8s.io/v1', 'Ingress')
  if (ingresses.length === 0) return 'There is no Ingress: hand one in, or switch it on in the values.'
  const served = (await cluster.api.list('/apis/networking.k8s.io/v1/ingressclasses')).map(
    ({ metadata }) => metadata.name,
  )
  const classes = ingresses.map(({ spec }) => spec.ingressClassName)
  if (classes.some((name) => served.includes(name))) return undefined
  return `No Ingress is of a class that the cluster has: ${classes.map((name) => name ?? 'none').join(', ')} instead of ${served.join(', ')}.`
}
