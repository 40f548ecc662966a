import type { KubernetesObject } from '../cluster/api.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Finding } from './diagnosis/place.ts'
import { diagnoseWorkload } from './diagnosis/workload.ts'
import { matches, workloadsOf } from './diagnosis/workloads.ts'
import { CONTROLLERS } from './patience.ts'
import { eventually } from './wait.ts'

/** Returns when no Pod of the section waits for a node any more. */
export async function haveNothingPending(cluster: Cluster): Promise<void> {
  await eventually({ expected: 'no Pod left Pending', patience: CONTROLLERS }, async () => {
    const pods = await cluster.list('v1', 'Pod')
    const pending = pods.filter(({ status }) => status.phase === 'Pending')
    const [first] = pending
    if (!first) return { value: true, seen: 'none is Pending' }
    const names = pending.slice(0, 3).map(({ metadata }) => metadata.name)
    const seen = `${pending.length} Pods are Pending: ${names.join(', ')}`
    const { seen: why, cause, hint, at } = await diagnoseOwner(first, cluster)
    return { seen: why ? `${seen}; ${why}` : seen, hopeless: cause, hint, at }
  })
}

async function diagnoseOwner({ metadata }: KubernetesObject, cluster: Cluster): Promise<Finding> {
  const workloads = await workloadsOf(cluster)
  const owner = workloads.find(({ object }) => matches(object.spec.selector.matchLabels, metadata.labels))
  return owner ? diagnoseWorkload(owner.handle) : { seen: '' }
}
