import type { Handle } from '../cluster/handle.ts'
import type { HorizontalPodAutoscaler, Workload } from '../cluster/objects.ts'
import { scalingOut } from '../waiting/patience.ts'
import { throughout } from '../waiting/wait.ts'
import { restAtMinimum } from './scale-in.ts'

/** Returns if a workload stays at its autoscaler's minimum, without load, for as long as load may take to show. */
export async function restIdle(
  autoscaler: Handle<HorizontalPodAutoscaler>,
  workload: Handle<Workload>,
): Promise<void> {
  const minimum = await restAtMinimum(autoscaler, workload)
  const patience = scalingOut(autoscaler.cluster.address.clocks)
  await throughout(
    { expected: `${workload} to stay at ${minimum} replicas without load`, patience },
    async () => {
      const { replicas } = (await workload.mustGet()).spec
      return { ...(replicas === minimum && { value: true }), observed: `${replicas} replicas` }
    },
  )
}
