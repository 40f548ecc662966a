import type { Container, ContainerStatus, Pod } from '../cluster/objects.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import { diagnoseReference } from './references.ts'
import type { Surroundings } from './surroundings.ts'

/** Restarts after which a container that ends within seconds does not come up by itself, and one that lives longer. */
const RESTARTS = { soon: 2, late: 3 }
/** A container that ended sooner never got as far as waiting for another. */
const SOON_S = 10

const PULL = 'The node cannot pull the image: compare its name with the workshop’s.'
const NOT_STARTED = 'The container cannot start: its `command` must name a program of the image.'

/** Reasons for which a container waits that do not pass by themselves, what they mean, and the field that decides it. */
const STUCK: Record<string, [string, string]> = {
  ErrImagePull: [PULL, 'image'],
  ImagePullBackOff: [PULL, 'image'],
  ErrImageNeverPull: [PULL, 'image'],
  InvalidImageName: ['The name of the image is not valid: compare it with the workshop’s.', 'image'],
  CreateContainerConfigError: [
    'The container refers to a Secret, a ConfigMap or a key that does not exist: run `kubectl describe pod`.',
    'env',
  ],
  CreateContainerError: ['The node cannot create the container: run `kubectl describe pod`.', ''],
  RunContainerError: [NOT_STARTED, 'command'],
}

interface Troubled {
  status: ContainerStatus
  container: Container | undefined
  path: string
}

/** The container that keeps a Pod from being Ready by waiting or by having ended, with its place in the Pod's spec. */
function findTroubled(pod: Pod): Troubled | undefined {
  const of = (list: 'containers' | 'initContainers', statuses: ContainerStatus[] = []) =>
    statuses.map((status) => {
      const containers = pod.spec[list] ?? []
      const own = containers.findIndex(({ name }) => name === status.name)
      const i = Math.max(0, own)
      return { status, container: containers[i], path: `${list}[${i}]` }
    })
  const all = [
    ...of('initContainers', pod.status.initContainerStatuses),
    ...of('containers', pod.status.containerStatuses),
  ]
  return all.find(({ status }) => isWaiting(status) || endedBadly(status) !== undefined)
}

/** The container whose log says most about why a Pod is not Ready. */
export function containerOfLog(pod: Pod): ContainerStatus | undefined {
  const isUnready = ({ state, ready }: ContainerStatus) => state?.running && !ready
  return findTroubled(pod)?.status ?? pod.status.containerStatuses?.find(isUnready)
}

const isWaiting = ({ state }: ContainerStatus) =>
  state?.waiting?.reason && !['ContainerCreating', 'PodInitializing'].includes(state.waiting.reason)

/** How a container that is not running ended last, if not well. */
function endedBadly({ state, lastState, ready }: ContainerStatus) {
  const ended = state?.terminated ?? (state?.waiting?.reason === 'CrashLoopBackOff' && lastState?.terminated)
  return ended && ended.exitCode !== 0 && !ready ? ended : undefined
}

/** Says which container waits for what does not come, or ended, and with what last words. */
export function diagnoseContainers(pod: Pod, { log, free }: Surroundings): FieldDiagnosis | undefined {
  const troubled = findTroubled(pod)
  if (!troubled) return undefined
  const { status, container, path } = troubled
  const ended = endedBadly(status)
  if (ended) return diagnoseEnd(status, ended, { path, log, isFree: free !== undefined })
  const { reason = '', message } = status.state?.waiting ?? {}
  const observed = [`container ${status.name} is waiting`, reason, message].filter(Boolean).join(': ')
  const [cause, field = ''] = STUCK[reason] ?? []
  if (!cause) return { observed }
  const referred = diagnoseReference(container, path, message)
  return { observed, cause, path: field ? `${path}.${field}` : path, ...referred }
}

type Ended = NonNullable<ReturnType<typeof endedBadly>>

interface Circumstances {
  path: string
  log: string | undefined
  /** Whether all that the container may wait for is there. */
  isFree: boolean
}

function diagnoseEnd(
  { name, restartCount }: ContainerStatus,
  ended: Ended,
  about: Circumstances,
): FieldDiagnosis {
  const { path, log, isFree } = about
  const restarted = restartCount > 0 ? `, restarted ${restartCount} times` : ''
  if (/StartError|ContainerCannotRun/.test(ended.reason ?? ''))
    return {
      observed: `container ${name} cannot start: ${ended.message}`,
      cause: NOT_STARTED,
      path: `${path}.command`,
    }
  const observed = `container ${name} ended with exit code ${ended.exitCode}${ended.reason === 'OOMKilled' ? ' (OOMKilled)' : ''}${restarted}`
  if (ended.reason === 'OOMKilled') {
    const cause = 'The container needs more memory than its limit: raise `resources.limits.memory`.'
    const isStuck = restartCount >= RESTARTS.soon
    return { observed, ...(isStuck ? { cause } : { hint: cause }), path: `${path}.resources.limits.memory` }
  }
  const hint = log
    ? 'The container does not keep running: the end of its log says why.'
    : 'The container does not keep running: run `kubectl logs --previous`.'
  const isStuck = restartCount >= (isFree && livedShortly(ended) ? RESTARTS.soon : RESTARTS.late)
  return { observed, ...(isStuck ? { cause: hint } : { hint }), path, mayLieElsewhere: true }
}

function livedShortly({ startedAt, finishedAt }: Ended): boolean {
  return Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '') < SOON_S * 1000
}
