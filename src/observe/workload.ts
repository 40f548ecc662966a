import type { KubernetesObject } from '../cluster/api.ts'
import type { Handle } from '../cluster/handle.ts'
import { fitting, measureRoom, requestsOf } from '../cluster/room.ts'
import { diagnoseWorkload, isReady, unschedulable } from './diagnosis.ts'
import { Failure } from './failure.ts'
import { becomingReady, CONTROLLERS } from './patience.ts'
import { eventually, type Look } from './wait.ts'

/** Returns when a workload's controller has seen its latest spec and exactly these Pods, or as many as it asks for, are there and Ready. */
export async function beReady(
  workload: Handle,
  { replicas }: { replicas?: number } = {},
): Promise<KubernetesObject> {
  const object = await workload.get()
  const spec = object?.spec.template.spec
  const patience = spec ? becomingReady(spec) : CONTROLLERS
  const expected = `${workload} with ${replicas ?? object?.spec.replicas ?? 'its'} Ready ${replicas === 1 ? 'Pod' : 'Pods'}`
  return eventually({ expected, patience, at: workload.at('spec.replicas') }, async () => {
    const current = await workload.get()
    const { seen, cause, at } = await diagnoseWorkload(workload)
    return {
      ...(current && isComplete(current, replicas) && { value: current }),
      seen,
      hopeless: cause ?? otherNumber(current, replicas),
      at,
    }
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

/** Returns when an object is there, or, negated, gone. */
export async function exist(handle: Handle, wanted: boolean): Promise<void> {
  const goal = { expected: wanted ? `${handle}` : `no ${handle}`, patience: CONTROLLERS, at: handle.at() }
  await eventually(goal, async () => {
    const isThere = (await handle.get()) !== undefined
    return {
      ...(isThere === wanted && { value: true }),
      seen: isThere ? `${handle} is there` : `there is no ${handle}`,
    }
  })
}

/** Returns when every one of a workload's Pods is a ready endpoint of one and the same Service. */
export async function beBehindOneService(workload: Handle): Promise<void> {
  const goal = {
    expected: `all Pods of ${workload} behind one Service`,
    patience: CONTROLLERS,
    at: workload.at('spec.template.metadata.labels'),
  }
  await eventually(goal, async () => {
    const pods = (await workload.pods()).filter(isReady).map(({ metadata }) => metadata.name as string)
    const services = endpointsByService(await workload.cluster.list('discovery.k8s.io/v1', 'EndpointSlice'))
    const counts = [...services].map(
      ([service, ready]) => [service, pods.filter((pod) => ready.has(pod)).length] as const,
    )
    const best = counts.sort(([, a], [, b]) => b - a)[0]
    const seen = best
      ? `Service ${best[0]} has ${best[1]} of ${pods.length} Pods as ready endpoints`
      : 'no Service has an endpoint'
    return { ...(best && pods.length > 0 && best[1] === pods.length && { value: true }), seen }
  })
}

function endpointsByService(slices: KubernetesObject[]): Map<string, Set<string>> {
  const services = new Map<string, Set<string>>()
  for (const { metadata, endpoints } of slices) {
    const service = metadata.labels?.['kubernetes.io/service-name']
    const ready = services.get(service) ?? new Set()
    for (const { conditions, targetRef } of endpoints ?? [])
      if (conditions?.ready && targetRef) ready.add(targetRef.name)
    services.set(service, ready)
  }
  return services
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
