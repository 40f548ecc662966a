import { condition, isReady, unschedulable } from '../cluster/conditions.ts'
import type { Handle } from '../cluster/handle.ts'
import type { Event, Pod, Workload } from '../cluster/objects.ts'
import { type Diagnosis, prepend } from '../waiting/diagnosis.ts'
import type { DiagnosisContext } from './app-knowledge.ts'
import { diagnoseClaims } from './claims.ts'
import { containerOfLog } from './containers.ts'
import { wouldFitAlone } from './contention.ts'
import { lastLogLines } from './log.ts'
import { diagnose } from './pod.ts'
import { diagnoseRefused } from './refused-manifests.ts'
import { diagnoseRefusedPods } from './refused-pods.ts'
import { inTemplate } from './source-lookup.ts'

/** The status of a workload, and what keeps it from having its Pods. */
export interface WorkloadDiagnosis extends Diagnosis {
  /** Whether nothing is known against one of its Pods, which may yet be Ready. */
  someMayBecomeReady?: boolean
  /** Whether another workload that is not Ready may be why. */
  mayLieElsewhere?: boolean
  /** The last lines that the container in trouble wrote. */
  log?: string | undefined
}

/** The same if one Pod is enough: while one may yet be Ready, nothing is final. */
export function forOnePod({ cause, hint, ...rest }: WorkloadDiagnosis): WorkloadDiagnosis {
  return rest.someMayBecomeReady ? { ...rest, hint: cause ?? hint } : { ...rest, cause, hint }
}

/** Says what keeps a workload from having the Pods it should, from its own status and its Pods; `free` as for a Pod. */
export async function diagnoseStatus(
  workload: Handle<Workload>,
  free: number | undefined,
  context: DiagnosisContext,
): Promise<WorkloadDiagnosis> {
  const { app, lineOf } = context
  const object = await workload.get()
  if (!object) return diagnoseMissing(workload)
  const message = await refusal(workload, object)
  if (message) {
    const { path, ...refused } = diagnoseRefusedPods(message, object)
    return { ...refused, at: lineOf(workload, path) }
  }
  const { readyReplicas = 0 } = object.status
  const observed = `${workload} has ${readyReplicas} of ${object.spec.replicas} Pods Ready`
  const pods = (await workload.pods()).filter((pod) => !isReady(pod) && !pod.metadata.deletionTimestamp)
  const events = pods.length > 0 ? await eventsOf(workload) : []
  const diagnosed = await Promise.all(
    pods.map(async (pod) => {
      const isContended = await wouldFitAlone(pod, workload.cluster)
      return { pod, isContended, cause: isContended ? undefined : diagnose(pod, { app, events, free }).cause }
    }),
  )
  const worst = diagnosed.find(({ cause }) => cause) ?? diagnosed[0]
  if (!worst) return { observed }
  const found = worst.isContended
    ? { observed: diagnose(worst.pod).observed, graderFault: CONTENTION }
    : await diagnoseInFull(workload, object, worst.pod, { events, free, context })
  return prepend(observed, { ...found, someMayBecomeReady: diagnosed.some(({ cause }) => !cause) })
}

const CONTENTION = 'The node has no room for this section’s Pods beside those of the other sections.'

interface About {
  events: Event[]
  free: number | undefined
  context: DiagnosisContext
}

/** The diagnosis of a Pod with its claims and its container's log in it, and with the line. */
async function diagnoseInFull(
  workload: Handle<Workload>,
  object: Workload,
  pod: Pod,
  { events, free, context: { app, lineOf } }: About,
): Promise<WorkloadDiagnosis> {
  const claim = pod.spec.nodeName ? undefined : await diagnoseClaims(pod, workload.cluster, lineOf)
  const isClaim = claim?.cause || /persistentvolumeclaim/i.test(unschedulable(pod) ?? '')
  if (claim && isClaim)
    return { ...claim, observed: `Pod ${pod.metadata.name} is Pending: ${claim.observed}` }
  const speaker = containerOfLog(pod)
  const log = speaker && (await lastLogLines(workload.cluster, pod, speaker, app.logSentences))
  const { path, object: _, ...found } = diagnose(pod, { app, events, free, ...(log && { log }) })
  return { ...found, log, ...(path && { at: lineOf(workload, inTemplate(path, pod, object)) }) }
}

/** The events of the Namespace, the oldest first. */
async function eventsOf({ cluster }: Handle): Promise<Event[]> {
  const time = (event: Event) =>
    Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp)
  return (await cluster.list('v1', 'Event')).sort((a, b) => time(a) - time(b))
}

/** Says why a workload that was looked for is not there, and which line of the learner's says so. */
export async function diagnoseMissing(workload: Handle): Promise<Diagnosis> {
  const { cluster, kind, name } = workload
  const refused = cluster.refusalOf(kind, name)
  if (refused) return diagnoseRefused(cluster, refused)
  const other = ['Deployment', 'StatefulSet'].find((one) => cluster.manifestOf(one, name))
  return {
    observed: other
      ? `there is no ${workload}, but there is a ${other} of that name`
      : `there is no ${workload}`,
    cause: `Nothing creates ${workload}: hand in its manifest.`,
    at: other ? cluster.handle('apps/v1', other, name).at('kind') : undefined,
  }
}

/** Why a workload's Pods are refused. A StatefulSet says only in an event why it cannot create a Pod. */
async function refusal(workload: Handle<Workload>, object: Workload): Promise<string | undefined> {
  if (object.kind === 'Deployment') {
    const failure = condition(object, 'ReplicaFailure')
    return failure?.status === 'True' ? failure.message : undefined
  }
  if ((await workload.pods()).length > 0) return undefined
  const isIt = ({ reason, involvedObject }: Event) =>
    reason === 'FailedCreate' &&
    involvedObject.kind === workload.kind &&
    involvedObject.name === workload.name
  return (await eventsOf(workload)).findLast(isIt)?.message
}
