import type { Pod } from './objects.ts'

/** The fields that all kinds of conditions share. */
interface Condition {
  type: string
  status: string
  reason?: string
  message?: string
  lastTransitionTime?: string | null
}

/** A condition of an object's status. */
export function condition(
  { status }: { status?: { conditions?: Condition[] } },
  type: string,
): Condition | undefined {
  return status?.conditions?.find((one) => one.type === type)
}

/** Whether a Pod is Ready and not on its way out. */
export function isReady(pod: Pod): boolean {
  return !pod.metadata.deletionTimestamp && condition(pod, 'Ready')?.status === 'True'
}

/** Whether the scheduler has found no node for a Pod, and its reason, as the scheduler says it. */
export function unschedulable(pod: Pod): string | undefined {
  const scheduled = condition(pod, 'PodScheduled')
  const isStuck = scheduled?.status === 'False' && scheduled.reason === 'Unschedulable'
  return isStuck && !pod.metadata.deletionTimestamp ? scheduled.message : undefined
}
