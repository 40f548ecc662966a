import type { KubernetesObject } from '../cluster/api.ts'
import type { Handle } from '../cluster/handle.ts'
import type { Position } from '../submission/position.ts'

/** What state a Pod is in, in Kubernetes' own words; `cause` is there when waiting will not change it. */
export interface Diagnosis {
  seen: string
  cause?: string
  /** The line that says so, where there is one. */
  at?: Position | undefined
}

/** Reasons for which a container waits that do not pass by themselves, and what they mean for the learner. */
const STUCK: Record<string, string> = {
  ErrImagePull: 'The image cannot be pulled: compare its name with the workshop’s.',
  ImagePullBackOff: 'The image cannot be pulled: compare its name with the workshop’s.',
  InvalidImageName: 'The image’s name is not a valid reference.',
  CreateContainerConfigError:
    'Something that the container refers to is not there: a Secret or ConfigMap, or a key in it.',
  CreateContainerError: 'The container cannot be created: read `kubectl describe pod`.',
  RunContainerError: 'The container cannot be started: compare its command with the image’s.',
}

/** Enough restarts to say that the container does not come up by itself. */
const RESTARTS = 3

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

/** A condition of an object's status. */
export function condition(
  object: KubernetesObject,
  type: string,
): { status: string; reason?: string; message?: string } | undefined {
  return object.status?.conditions?.find((c: { type: string }) => c.type === type)
}

/** Says what keeps a Pod from being Ready. */
export function diagnose(pod: KubernetesObject): Diagnosis {
  const name = `Pod ${pod.metadata.name}`
  const unplaced = unschedulable(pod)
  if (unplaced) return { seen: `${name} is Pending: ${unplaced}`, cause: placementCause(unplaced) }
  const containers = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]
  for (const { name: container, state, lastState, restartCount, ready } of containers) {
    const { reason, message } = state?.waiting ?? {}
    const words = [`${name}: container ${container} waits`, reason, message].filter(Boolean).join(': ')
    if (reason && STUCK[reason]) return { seen: words, cause: STUCK[reason] }
    const ended = state?.terminated ?? (reason === 'CrashLoopBackOff' ? lastState?.terminated : undefined)
    if (ended && ended.exitCode !== 0 && !ready) {
      const seen = `${name}: container ${container} ended with exit code ${ended.exitCode}${restartCount > 0 ? `, restarted ${restartCount} times` : ''}`
      return {
        seen,
        ...(restartCount >= RESTARTS && {
          cause: 'The container does not stay up: read `kubectl logs --previous`.',
        }),
      }
    }
    if (reason && reason !== 'ContainerCreating' && reason !== 'PodInitializing') return { seen: words }
  }
  if (containers.some(({ state, ready }) => state?.running && !ready))
    return { seen: `${name} is running and not Ready` }
  return { seen: `${name} is ${pod.status?.phase ?? 'unknown'}` }
}

function placementCause(message: string): string {
  if (/persistentvolumeclaim/i.test(message))
    return 'Its claim is not bound: look at the claim’s StorageClass and access mode.'
  if (/Insufficient/.test(message))
    return 'The Pod asks for more than the node has left: look at `resources.requests`.'
  return 'The scheduler finds no node for the Pod: read `kubectl describe pod`.'
}

/** Says what keeps a workload from having the Pods it should, from its own status and from its Pods. */
export async function diagnoseWorkload(workload: Handle): Promise<Diagnosis> {
  const object = await workload.get()
  if (!object) return missing(workload)
  const refused =
    object.kind === 'Deployment' ? condition(object, 'ReplicaFailure') : await failedCreate(workload)
  if (refused)
    return {
      seen: `${workload} cannot create its Pods: ${refused.message}`,
      cause: 'The cluster refuses the Pod: its sentence says why.',
    }
  const unready = (await workload.pods()).filter((pod) => !isReady(pod) && !pod.metadata.deletionTimestamp)
  const diagnoses = unready.map(diagnose)
  const worst = diagnoses.find(({ cause }) => cause) ?? diagnoses[0]
  const { replicas = 0, readyReplicas = 0 } = object.status ?? {}
  const seen = `${workload} has ${readyReplicas} of ${object.spec.replicas ?? replicas} Pods Ready`
  return worst ? { ...worst, seen: `${seen}; ${worst.seen}` } : { seen }
}

function missing(workload: Handle): Diagnosis {
  const refusal = workload.cluster.refusalOf(workload.kind, workload.name)
  if (!refusal) return { seen: `there is no ${workload}`, cause: `No ${workload} was handed in or made.` }
  return {
    seen: `the API server refused ${workload}: ${refusal.message}`,
    cause: 'The manifest is not valid as it stands.',
    at: refusal.at,
  }
}

/** A StatefulSet says only in an event why it cannot create a Pod. */
async function failedCreate(workload: Handle): Promise<{ message: string } | undefined> {
  const events = await workload.cluster.list('v1', 'Event')
  const failures = events.filter(
    ({ reason, involvedObject }) =>
      reason === 'FailedCreate' &&
      involvedObject.kind === workload.kind &&
      involvedObject.name === workload.name,
  )
  const pods = await workload.pods()
  return pods.length === 0 ? (failures.at(-1) as { message: string } | undefined) : undefined
}
