import { othersOnNode } from '../cluster/capacity/exclusive-node.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { findingOf } from '../waiting/failure.ts'
import { eventually } from '../waiting/wait.ts'

/** All that the other sections' own waits can add up to. */
const OTHERS = { seconds: 900, because: 'every other section ends by its own patience' }

/**
 * Returns when no other section starts Pods any more, so filling the node affects no other verdict. If
 * another section never ends, that is a grader error.
 */
export async function acquireNode(cluster: Cluster): Promise<void> {
  const goal = { expected: 'the other sections to start no more Pods', patience: OTHERS }
  const waited = eventually(goal, async () => {
    const others = await othersOnNode(cluster)
    return { ...(others.length === 0 && { value: true }), observed: `${others.join(', ')} still start Pods` }
  })
  await waited.catch((error: Error) => {
    const finding = findingOf(error)
    throw finding ? new Error(finding.observed) : error
  })
}
