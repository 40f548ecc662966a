import { fitting, freeCapacity, requestsOf } from '../cluster/capacity/amount.ts'
import { otherSections } from '../cluster/capacity/exclusive-node.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { unschedulable } from '../cluster/conditions.ts'
import type { Pod } from '../cluster/objects.ts'

/**
 * Whether an unschedulable Pod would fit on the node without the Pods of other sections and terminating Pods.
 */
export async function wouldFitAlone(pod: Pod, cluster: Cluster): Promise<boolean> {
  if (!/Insufficient|Too many pods/.test(unschedulable(pod) ?? '')) return false
  const others = await otherSections(cluster)
  const stays = ({ metadata }: Pod) => !metadata.deletionTimestamp && !others.includes(metadata.namespace)
  return fitting(await freeCapacity(cluster, stays), requestsOf(pod.spec)) > 0
}
