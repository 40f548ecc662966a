import type { KubernetesObject } from '../cluster/api.ts'
import { condition, isReady, unschedulable } from '../cluster/conditions.ts'
import type { Handle } from '../cluster/handle.ts'
import { diagnoseClaims } from './claims.ts'
import { findSpeaker } from './containers.ts'
import { isCrowdedOut } from './crowd.ts'
import type { Diagnosis } from './diagnosis.ts'
import { lastWords } from './log.ts'
import { type Finding, inTemplate, type Place } from './place.ts'
import { diagnose } from './pod.ts'
import { explainRefusal } from './refusals.ts'
import { diagnoseRefused } from './refused.ts'

/** What keeps a workload from having its Pods, as far as that is its own. */
export interface OwnFinding extends Finding {
  /** Whether another workload that is not Ready may be why. */
  maybeAnother?: boolean | undefined
  /** What the container in trouble wrote last. */
  log?: string | undefined
}

/** Says what keeps a workload from having the Pods it should, from its own status and its Pods; `free` as for a Pod. */
export async function diagnoseOwn(
  workload: Handle,
  free: number | undefined,
  place: Place,
): Promise<OwnFinding> {
  const object = await workload.get()
  if (!object) return missing(workload)
  const message = await refusal(workload, object)
  if (message) {
    const { cause, path } = explainRefusal(message, object)
    return { seen: `${workload} cannot create its Pods: ${message}`, cause, at: place(workload, path) }
  }
  const { replicas = 0, readyReplicas = 0 } = object.status ?? {}
  const seen = `${workload} has ${readyReplicas} of ${object.spec.replicas ?? replicas} Pods Ready`
  const pods = (await workload.pods()).filter((pod) => !isReady(pod) && !pod.metadata.deletionTimestamp)
  const events = pods.length > 0 ? await eventsOf(workload) : []
  const diagnosed = await Promise.all(
    pods.map(async (pod) => {
      const isOut = await isCrowdedOut(pod, workload.cluster)
      return { pod, isOut, cause: isOut ? undefined : diagnose(pod, { events, free }).cause }
    }),
  )
  const worst = diagnosed.find(({ cause }) => cause) ?? diagnosed[0]
  if (!worst) return { seen }
  const finding = worst.isOut
    ? { seen: diagnose(worst.pod).seen, ours: CROWD }
    : await inFull(workload, object, worst.pod, { events, free, place })
  const someMayCome = diagnosed.some(({ cause }) => !cause)
  return { ...finding, someMayCome, seen: `${seen}; ${finding.seen}` }
}

const CROWD = 'The node has no room for this section’s Pods beside those of the other sections.'

interface About {
  events: KubernetesObject[]
  free: number | undefined
  place: Place
}

/** The same diagnosis with the container's last words in it, and with the line. */
async function inFull(
  workload: Handle,
  object: KubernetesObject,
  pod: KubernetesObject,
  { events, free, place }: About,
): Promise<OwnFinding> {
  const claim = pod.spec.nodeName ? undefined : await diagnoseClaims(pod, workload.cluster, place)
  const isClaim = claim?.cause || /persistentvolumeclaim/i.test(unschedulable(pod) ?? '')
  if (claim && isClaim) return { ...claim, seen: `Pod ${pod.metadata.name} is Pending: ${claim.seen}` }
  const speaker = findSpeaker(pod)
  const log = speaker && (await lastWords(workload.cluster, pod, speaker))
  const { path, ...found }: Diagnosis = diagnose(pod, { events, free, ...(log && { log }) })
  return { ...found, log, ...(path && { at: place(workload, inTemplate(path, pod, object)) }) }
}

/** The events of the Namespace, the oldest first. */
async function eventsOf({ cluster }: Handle): Promise<KubernetesObject[]> {
  const time = (event: KubernetesObject) =>
    Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp)
  return (await cluster.list('v1', 'Event')).sort((a, b) => time(a) - time(b))
}

/** Why a workload that was looked for is not there, and the learner's line that says so. */
export async function missing(workload: Handle): Promise<Finding> {
  const { cluster, kind, name } = workload
  const refused = cluster.refusalOf(kind, name)
  if (refused) return diagnoseRefused(cluster, refused)
  const other = ['Deployment', 'StatefulSet'].find((one) => cluster.manifestOf(one, name))
  return {
    seen: other ? `there is no ${workload}, but a ${other} of that name` : `there is no ${workload}`,
    cause: `No ${workload} was handed in or made.`,
    at: other ? cluster.handle('apps/v1', other, name).at('kind') : undefined,
  }
}

/** A StatefulSet says only in an event why it cannot create a Pod. */
async function refusal(workload: Handle, object: KubernetesObject): Promise<string | undefined> {
  if (object.kind === 'Deployment') {
    const failure = condition(object, 'ReplicaFailure')
    return failure?.status === 'True' ? failure.message : undefined
  }
  if ((await workload.pods()).length > 0) return undefined
  const isIt = ({ reason, involvedObject }: KubernetesObject) =>
    reason === 'FailedCreate' &&
    involvedObject.kind === workload.kind &&
    involvedObject.name === workload.name
  return (await eventsOf(workload)).findLast(isIt)?.message
}
