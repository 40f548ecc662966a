import type { KubernetesObject } from '../cluster/api.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Handle } from '../cluster/handle.ts'

/** A Deployment or StatefulSet with the labels of its Pods. */
export interface Workload {
  handle: Handle
  object: KubernetesObject
  labels: Record<string, string>
}

/** The Deployments and StatefulSets of a Namespace. */
export async function workloadsOf(cluster: Cluster): Promise<Workload[]> {
  const lists = await Promise.all(
    ['StatefulSet', 'Deployment'].map(async (kind) =>
      (await cluster.list('apps/v1', kind)).map((object) => ({
        handle: cluster.handle('apps/v1', kind, object.metadata.name),
        object,
        labels: object.spec.template.metadata?.labels ?? {},
      })),
    ),
  )
  return lists.flat()
}

/** Whether Pods with these labels are selected. */
export function matches(selector: Record<string, string> = {}, labels: Record<string, string> = {}): boolean {
  const wanted = Object.entries(selector)
  return wanted.length > 0 && wanted.every(([label, value]) => labels[label] === value)
}
