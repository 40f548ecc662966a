import type { Cluster } from '../cluster/cluster.ts'
import type { Handle } from '../cluster/handle.ts'
import type { Workload } from '../cluster/objects.ts'

/** A workload with a handle on it, and with the labels of its Pods. */
interface ListedWorkload {
  handle: Handle<Workload>
  object: Workload
  labels: Record<string, string>
}

/** The Deployments and StatefulSets of a Namespace. */
export async function workloadsOf(cluster: Cluster): Promise<ListedWorkload[]> {
  const lists = await Promise.all(
    (['StatefulSet', 'Deployment'] as const).map(async (kind) =>
      (await cluster.list('apps/v1', kind)).map((object) => ({
        handle: cluster.workload(kind, object.metadata.name),
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
