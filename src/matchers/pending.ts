import { type Amount, fitting, freeCapacity, requestsOf } from '../cluster/capacity/amount.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { condition, unschedulable } from '../cluster/conditions.ts'
import type { Handle } from '../cluster/handle.ts'
import { selects } from '../cluster/label-selector.ts'
import type { Pod, Workload } from '../cluster/objects.ts'
import type { DiagnosisContext } from '../diagnosis/app-knowledge.ts'
import { wouldFitAlone } from '../diagnosis/contention.ts'
import { diagnosePlacement } from '../diagnosis/placement.ts'
import { diagnoseRefusedPods } from '../diagnosis/refused-pods.ts'
import { inTemplate } from '../diagnosis/source-lookup.ts'
import { diagnoseWorkload } from '../diagnosis/workload.ts'
import { workloadsOf } from '../diagnosis/workloads.ts'
import { type Diagnosis, prepend } from '../waiting/diagnosis.ts'
import { Failure } from '../waiting/failure.ts'
import { CONTROLLERS } from '../waiting/patience.ts'
import { eventually, type Look } from '../waiting/wait.ts'
import { notePods } from './record.ts'

/** How many Pods of a workload the node has room for, by the arithmetic of the scheduler; `promised` as in {@link freeCapacity}. */
export async function countFitting(
  workload: Handle<Workload>,
  terms: { promised?: boolean } = {},
): Promise<number> {
  const { spec } = await workload.mustGet()
  const each = requestsOf(spec.template.spec)
  if (each.cpu === 0 && each.memory === 0)
    throw new Failure({
      expected: `Pods of ${workload} that request cpu or memory`,
      observed: 'its containers request neither cpu nor memory',
      at: workload.at('spec.template.spec.containers[0].resources.requests'),
      hint: 'Give each container `resources.requests` for cpu and memory: the scheduler counts only requests.',
    })
  return fitting(await freeCapacityFor(workload, terms), each)
}

/** The node's free capacity for a workload, without its own Pods and those that do not count. */
export async function freeCapacityFor(
  workload: Handle<Workload>,
  { isCounted = () => true, ...terms }: { isCounted?: (pod: Pod) => boolean; promised?: boolean } = {},
): Promise<Amount> {
  const own = new Set((await workload.pods()).map(({ metadata }) => metadata.uid))
  return freeCapacity(workload.cluster, (pod) => !own.has(pod.metadata.uid) && isCounted(pod), terms)
}

/** The expectation of a workload that does not fit on the node. */
export interface Pending {
  /** The resources that may be lacking, as alternatives. */
  lacking: RegExp
  replicas: number
  /** As many Pods fitted before; now it must be fewer. */
  fewerThan?: number
}

/** Looks in a row that must agree, a second apart, before a Pod counts as one that stays Pending. */
const STAYS = 3

/**
 * Returns when as many Pods as fit have a node, and the rest stay Pending because of what the node lacks.
 * `fit` is looked up at each look, since other Pods may come and go.
 */
export async function leavePending(
  workload: Handle<Workload>,
  { lacking, replicas, fewerThan = Number.POSITIVE_INFINITY }: Pending,
): Promise<void> {
  const goal = {
    expected: `${replicas} Pods: as many running as fit on the node, the others Pending for insufficient ${lacking.source.replace('|', ' or ')}`,
    patience: { ...CONTROLLERS, seconds: 3 * CONTROLLERS.seconds },
    at: workload.at('spec.template.spec.containers[0].resources.requests'),
    inARow: STAYS,
  }
  const isLack = (words = '') =>
    words.split('Insufficient ').some((rest, i) => i > 0 && rest.search(lacking) === 0)
  await eventually(goal, async (): Promise<Look<boolean>> => {
    const pods = (await workload.pods()).filter(({ metadata }) => !metadata.deletionTimestamp)
    const fit = await countFitting(workload)
    const placed = pods.filter(({ spec }) => spec.nodeName).length
    const waiting = pods.filter((pod) => unschedulable(pod) !== undefined)
    notePods({ running: countIn(pods, 'Running'), pending: countIn(pods, 'Pending'), fits: fit })
    const other = waiting.find((pod) => !isLack(unschedulable(pod)))
    const reason = other ?? waiting[0]
    const words = reason ? `: ${unschedulable(reason)}` : ''
    const observed = `${placed} Pods are on the node (${fit} fit), ${waiting.length} are Pending${words}`
    const isFull =
      placed === fit || (placed < fit && placed >= (await countFitting(workload, { promised: true })))
    const isAll = isFull && fit < fewerThan && placed + waiting.length === replicas
    if (isAll && waiting.length > 0 && !other) return { value: true, observed }
    return diagnoseOtherLack(workload, other, observed)
  })
}

const countIn = (pods: Pod[], phase: Pod['status']['phase']) =>
  pods.filter(({ status }) => status.phase === phase).length

/** Says what else than the room on the node keeps a workload from having all its Pods, one of which is unschedulable. */
async function diagnoseOtherLack(
  workload: Handle<Workload>,
  pod: Pod | undefined,
  observed: string,
): Promise<Diagnosis> {
  const object = await workload.mustGet()
  const failure = condition(object, 'ReplicaFailure')
  if (failure?.status === 'True' && failure.message) {
    const { cause, path, ...refused } = diagnoseRefusedPods(failure.message, object)
    return { ...refused, hint: cause, at: workload.at(path) }
  }
  const message = pod && unschedulable(pod)
  if (!pod || !message) return { observed }
  if (/Too many pods/.test(message)) return { observed, hint: TOO_LITTLE }
  // What Pods that are going still take will be free.
  if (await wouldFitAlone(pod, workload.cluster)) return { observed }
  const { cause, path } = diagnosePlacement(message, pod.spec)
  return { observed, cause, ...(path && { at: workload.at(inTemplate(path, pod, object)) }) }
}

const TOO_LITTLE =
  'Raise `resources.requests`: the node reaches its limit of Pods before it runs out of cpu or memory.'

/** Returns when no Pod of the section waits for a node any more. */
export async function haveNothingPending(cluster: Cluster, context: DiagnosisContext): Promise<void> {
  await eventually({ expected: 'no Pod left Pending', patience: CONTROLLERS }, async () => {
    const pods = await cluster.list('v1', 'Pod')
    const pending = pods.filter(({ status }) => status.phase === 'Pending')
    const [first] = pending
    if (!first) return { value: true, observed: 'none is Pending' }
    const names = pending.slice(0, 3).map(({ metadata }) => metadata.name)
    const observed = `${pending.length === 1 ? '1 Pod is' : `${pending.length} Pods are`} Pending: ${names.join(', ')}`
    const why = await diagnoseOwner(first, cluster, context)
    return why ? prepend(observed, why) : { observed }
  })
}

async function diagnoseOwner(
  { metadata }: Pod,
  cluster: Cluster,
  context: DiagnosisContext,
): Promise<Diagnosis | undefined> {
  const workloads = await workloadsOf(cluster)
  const owner = workloads.find(({ object }) => selects(object.spec.selector, metadata.labels))
  return owner && diagnoseWorkload(owner.handle, context)
}
