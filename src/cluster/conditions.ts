import type { KubernetesObject } from './api.ts'

/** A condition of an object's status. */
export function condition(
  object: KubernetesObject,
  type: string,
): { status: string; reason?: string; message?: string; lastTransitionTime?: string } | undefined {
  return object.status?.conditions?.find((c: { type: string }) => c.type === type)
}

/** Whether a Pod is Ready and not on its way out. */
export function isReady(pod: KubernetesObject): boolean {
  return !pod.metadata.deletionTimestamp && condition(pod, 'Ready')?.status === 'True'
}

/** Whether the scheduler has found no node for a Pod, and its reason, as the scheduler says it. */
export function unschedulable(pod: KubernetesObject): string | undefined {
  const scheduled = condition(pod, 'PodScheduled')
  const isStuck = scheduled?.status === 'False' && scheduled.reason === 'Unschedulable'
  return isStuck && !pod.metadata.deletionTimestamp ? scheduled.message : undefined
}
