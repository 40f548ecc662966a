import type { KubernetesObject } from '../cluster/api.ts'
import type { Handle } from '../cluster/handle.ts'
import { fitting, measureRoom, requestsOf } from '../cluster/room.ts'
import { unschedulable } from './diagnosis/conditions.ts'
import { ownLine, type Place } from './diagnosis/place.ts'
import { diagnoseWorkload } from './diagnosis/workload.ts'
import { Failure } from './failure.ts'
import { becomingReady, CONTROLLERS } from './patience.ts'
import { eventually, type Look } from './wait.ts'

/** The Pods that a workload should have, and where to look for the learner's lines about it. */
interface Wanted {
  replicas?: number
  place?: Place
}

/** Returns when a workload's controller has seen its latest spec and exactly these Pods, or as many as it asks for, are there and Ready. */
export async function beReady(
  workload: Handle,
  { replicas, place = ownLine }: Wanted = {},
): Promise<KubernetesObject> {
  const object = await workload.get()
  const spec = object?.spec.template.spec
  const patience = spec ? becomingReady(spec) : CONTROLLERS
  const expected = `${workload} with ${replicas ?? object?.spec.replicas ?? 'its'} Ready ${replicas === 1 ? 'Pod' : 'Pods'}`
  return eventually({ expected, patience, at: place(workload, 'spec.replicas') }, async () => {
    const current = await workload.get()
    if (current && isComplete(current, replicas)) return { value: current, seen: 'all Pods are Ready' }
    const { seen, cause, hint, at } = await diagnoseWorkload(workload, place)
    const other = otherNumber(current, replicas)
    return other
      ? { seen, hopeless: other, at: place(workload, 'spec.replicas') }
      : { seen, hopeless: cause, hint, at }
  })
}

/** Nothing but the learner's own manifest changes the number once it was asked for. */
function otherNumber(
  workload: KubernetesObject | undefined,
  replicas: number | undefined,
): string | undefined {
  const asked = workload?.spec.replicas
  return replicas !== undefined && asked !== undefined && asked !== replicas
    ? `Its replicas are ${asked}, not ${replicas}.`
    : undefined
}

function isComplete({ metadata, spec, status }: KubernetesObject, replicas = spec.replicas): boolean {
  return (
    status?.observedGeneration >= metadata.generation &&
    spec.replicas === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.updatedReplicas ?? 0) === replicas &&
    (status.readyReplicas ?? 0) === replicas
  )
}

/** How many Pods of a workload the node has room for, by the arithmetic of the scheduler. */
export async function countFitting(workload: Handle): Promise<number> {
  const { spec } = await workload.mustGet()
  const each = requestsOf(spec.template.spec)
  if (each.cpu === 0 && each.memory === 0)
    throw new Failure({
      expected: `Pods of ${workload} that ask for cpu or memory, so that the node can run out of it`,
      observed: 'its containers have no resource requests',
      at: workload.at('spec.template.spec.containers[0]'),
      hint: 'Give each container `resources.requests` for cpu and memory: the scheduler counts nothing else.',
    })
  const own = new Set((await workload.pods()).map(({ metadata }) => metadata.uid))
  return fitting(await measureRoom(workload.cluster, (pod) => !own.has(pod.metadata.uid)), each)
}

/** What is expected of a workload for which the node is too small. */
export interface Pending {
  /** The resources that may be lacking, as alternatives. */
  lacking: RegExp
  replicas: number
  /** As many Pods fitted before; now it must be fewer. */
  fewerThan?: number
}

/** Looks in a row that must agree, half a second apart, before a Pod counts as one that stays Pending. */
const STAYS = 10

/**
 * Returns when as many Pods as fit have a node, and the rest stay Pending because of what the node lacks.
 * `fit` is looked up at each look, since other Pods may come and go.
 */
export async function leavePending(
  workload: Handle,
  { lacking, replicas, fewerThan = Number.POSITIVE_INFINITY }: Pending,
): Promise<void> {
  const goal = {
    expected: `of ${replicas} Pods as many running as fit, the rest Pending for insufficient ${lacking.source.replace('|', ' or ')}`,
    patience: { ...CONTROLLERS, seconds: 3 * CONTROLLERS.seconds },
    at: workload.at('spec.template.spec.containers[0].resources.requests'),
    inARow: STAYS,
  }
  await eventually(goal, async (): Promise<Look<boolean>> => {
    const pods = (await workload.pods()).filter(({ metadata }) => !metadata.deletionTimestamp)
    const fit = await countFitting(workload)
    const placed = pods.filter(({ spec }) => spec.nodeName).length
    const reasons = pods.map(unschedulable).filter((reason) => reason !== undefined)
    const isLacking =
      reasons.length > 0 &&
      reasons.every((reason) => new RegExp(`Insufficient (${lacking.source})`).test(reason))
    const asExpected = placed === fit && fit < fewerThan && placed + reasons.length === replicas && isLacking
    const seen = `${placed} Pods have a node (${fit} fit) and ${reasons.length} are unschedulable${reasons[0] ? `: ${reasons[0]}` : ''}`
    return { ...(asExpected && { value: true }), seen }
  })
}
