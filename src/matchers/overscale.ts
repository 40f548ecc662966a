import type { KubernetesObject } from '../cluster/api.ts'
import { takeUp } from '../cluster/capacity/ballast.ts'
import { parseQuantity } from '../cluster/capacity/quantity.ts'
import { fitting, requestsOf } from '../cluster/capacity/room.ts'
import { otherSections, othersInRoom } from '../cluster/capacity/turns.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { Handle } from '../cluster/handle.ts'
import { Failure, findingOf } from '../waiting/failure.ts'
import { eventually } from '../waiting/wait.ts'
import { countFitting, roomFor } from './pending.ts'

/** Pods beyond those that fit: enough to be no accident of rounding. */
const BEYOND = 8

/**
 * Pods of a workload that the node is left with CPU for: few to start, yet more than there is memory for at 600Mi each,
 * so that it is memory that they lack then.
 */
const LEFT = 8

/** All that the other sections' own waits can add up to. */
const OTHERS = { seconds: 900, because: 'every other section ends by its own patience' }

/** Returns when no other section starts Pods any more, so that filling the node changes no verdict but this one's. */
export async function roomToItself(cluster: Cluster): Promise<void> {
  const goal = { expected: 'the other sections to start no more Pods', patience: OTHERS }
  const waited = eventually(goal, async () => {
    const others = await othersInRoom(cluster)
    return { ...(others.length === 0 && { value: true }), observed: `${others.join(', ')} still start Pods` }
  })
  await waited.catch((error: Error) => {
    const finding = findingOf(error)
    throw finding ? new Error(finding.observed) : error
  })
}

/** Takes up CPU on the node until no more than {@link LEFT} Pods of a workload fit, if their requests for cpu can see to it. */
export async function leaveLittleRoom(workload: Handle): Promise<void> {
  const { spec } = await workload.mustGet()
  const each = requestsOf(spec.template.spec).cpu
  const surplus = Math.floor(1000 * ((await roomFor(workload)).cpu - LEFT * each))
  if (each > 0 && surplus > 0) await takeUp(workload.cluster, surplus)
}

/** So many replicas, or as many as fit on the node without the other sections where Pods are large; never fewer than two. */
export async function asManyAsFit(workload: Handle, replicas: number): Promise<number> {
  const { spec } = await workload.mustGet()
  const others = await otherSections(workload.cluster)
  const isCounted = ({ metadata }: KubernetesObject) => !others.includes(metadata.namespace)
  const fits = fitting(await roomFor(workload, { isCounted }), requestsOf(spec.template.spec))
  return Math.max(2, Math.min(replicas, fits))
}

/** A number of replicas for which the node has no room. */
export async function tooMany(workload: Handle): Promise<number> {
  return (await countFitting(workload)) + BEYOND
}

/** Applies a workload's manifest with another number of replicas. */
export async function applyReplicas(workload: Handle, replicas: number): Promise<void> {
  await applyChanged(workload, (spec) => {
    spec.replicas = replicas
  })
}

/**
 * Applies a workload's manifest with a larger memory request, and no replicas yet: were there any, a rolling update
 * would keep most of the old Pods beside the new. The request is what the workshop says, or twice what the Pod asks
 * for already where that is more; the limit allows it.
 */
export async function applyMemoryRequest(workload: Handle, memory: string): Promise<void> {
  await applyChanged(workload, (spec) => {
    spec.replicas = 0
    const pod = spec.template.spec
    const asked = Math.max(parseQuantity(memory), 2 * requestsOf(pod).memory)
    const wanted = asked === parseQuantity(memory) ? memory : String(Math.ceil(asked))
    // What is asked for the Pod as a whole counts instead of what its containers ask for.
    const bearer = pod.resources?.requests?.memory || pod.resources?.limits?.memory ? pod : pod.containers[0]
    bearer.resources = withMemory(bearer.resources, wanted)
  })
}

function withMemory({ requests, limits, ...rest }: KubernetesObject['spec'] = {}, memory: string) {
  return {
    ...rest,
    requests: { ...requests, memory },
    ...(limits && { limits: { ...limits, memory: larger(limits.memory, memory) } }),
  }
}

const larger = (one: string | number = 0, other: string) =>
  parseQuantity(one) > parseQuantity(other) ? one : other

// biome-ignore lint/suspicious/noExplicitAny: the spec of whichever workload the learner wrote.
async function applyChanged(workload: Handle, change: (spec: any) => void): Promise<void> {
  const { cluster, kind, name } = workload
  const manifest = cluster.manifestOf(kind, name)
  if (!manifest) throw new Error(`${kind} ${name} has no manifest`)
  const changed = structuredClone(manifest)
  change(changed.object.spec)
  const [refusal] = await cluster.submit([changed])
  if (refusal !== undefined)
    throw new Failure({
      expected: `the changed ${kind} ${name} to be accepted`,
      observed: refusal,
      at: workload.at('spec.template.spec'),
    })
}
