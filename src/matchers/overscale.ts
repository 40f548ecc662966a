import { fitting, requestsOf } from '../cluster/capacity/amount.ts'
import { otherSections } from '../cluster/capacity/exclusive-node.ts'
import { addPlaceholder } from '../cluster/capacity/placeholder.ts'
import { parseQuantity } from '../cluster/capacity/quantity.ts'
import type { Handle } from '../cluster/handle.ts'
import type { Container, Pod, Workload } from '../cluster/objects.ts'
import { Failure } from '../waiting/failure.ts'
import { countFitting, freeCapacityFor } from './pending.ts'

/** Pods beyond those that fit: enough to be no accident of rounding. */
const BEYOND = 8

/**
 * Pods of a workload that the node is left with CPU for: few to start, yet more than there is memory for at 600Mi each,
 * so that it is memory that they lack then.
 */
const LEFT = 8

/** Runs a command line of kubectl as the learner. */
type Kubectl = (line: string) => Promise<unknown>

/**
 * Scales a workload to more replicas than the node has room for, and returns how many. So that they are few, a
 * placeholder takes up CPU first, until no more than {@link LEFT} Pods fit, if their requests for cpu can see to it.
 */
export async function overScale(workload: Handle<Workload>, kubectl: Kubectl): Promise<number> {
  await takeUpCpu(workload)
  const replicas = await countTooMany(workload)
  await kubectl(`scale ${workload.kind.toLowerCase()} ${workload.name} --replicas ${replicas}`)
  return replicas
}

async function takeUpCpu(workload: Handle<Workload>): Promise<void> {
  const { spec } = await workload.mustGet()
  const each = requestsOf(spec.template.spec).cpu
  const surplus = Math.floor(1000 * ((await freeCapacityFor(workload)).cpu - LEFT * each))
  if (each > 0 && surplus > 0) await addPlaceholder(workload.cluster, surplus)
}

/** So many replicas, or as many as fit on the node without the other sections where Pods are large; never fewer than two. */
export async function asManyAsFit(workload: Handle<Workload>, replicas: number): Promise<number> {
  const { spec } = await workload.mustGet()
  const others = await otherSections(workload.cluster)
  const isCounted = ({ metadata }: Pod) => !others.includes(metadata.namespace)
  const fits = fitting(await freeCapacityFor(workload, { isCounted }), requestsOf(spec.template.spec))
  return Math.max(2, Math.min(replicas, fits))
}

/** A number of replicas for which the node has no room. */
export async function countTooMany(workload: Handle<Workload>): Promise<number> {
  return (await countFitting(workload)) + BEYOND
}

/** Applies a workload's manifest with another number of replicas. */
export async function applyReplicas(workload: Handle<Workload>, replicas: number): Promise<void> {
  await applyChanged(workload, (spec) => {
    spec.replicas = replicas
  })
}

/**
 * Applies a workload's manifest with a larger memory request, and no replicas yet: were there any, a rolling update
 * would keep most of the old Pods beside the new. The request is what the workshop says, or twice what the Pod asks for
 * already if that is more. It is larger still where the node would otherwise run out of CPU first. The limit allows it.
 */
export async function applyMemoryRequest(workload: Handle<Workload>, memory: string): Promise<void> {
  const free = await freeCapacityFor(workload)
  await applyChanged(workload, (spec) => {
    spec.replicas = 0
    const pod = spec.template.spec
    const each = requestsOf(pod)
    const beforeCpu = free.memory / Math.max(1, Math.floor(free.cpu / each.cpu)) + 2 ** 20
    const asked = Math.max(parseQuantity(memory), 2 * each.memory, beforeCpu)
    const wanted = asked === parseQuantity(memory) ? memory : String(Math.ceil(asked))
    // What is asked for the Pod as a whole counts instead of what its containers ask for.
    const bearer = pod.resources?.requests?.memory || pod.resources?.limits?.memory ? pod : pod.containers[0]
    if (bearer) bearer.resources = withMemory(bearer.resources, wanted)
  })
}

function withMemory({ requests, limits, ...rest }: Container['resources'] = {}, memory: string) {
  return {
    ...rest,
    requests: { ...requests, memory },
    ...(limits && { limits: { ...limits, memory: larger(limits.memory, memory) } }),
  }
}

const larger = (one = '0', other: string) => (parseQuantity(one) > parseQuantity(other) ? one : other)

async function applyChanged(
  workload: Handle<Workload>,
  change: (spec: Workload['spec']) => void,
): Promise<void> {
  const { cluster, kind, name } = workload
  const manifest = cluster.manifestOf(kind, name)
  if (!manifest) throw new Error(`${kind} ${name} has no manifest`)
  const changed = structuredClone(manifest)
  // It has the fields of its kind: the API server has stored it.
  change(changed.object.spec as unknown as Workload['spec'])
  const [refusal] = await cluster.submit([changed])
  if (refusal !== undefined)
    throw new Failure({
      expected: `the cluster to accept the changed ${kind} ${name}`,
      observed: refusal,
      at: workload.at('spec.template.spec'),
    })
}
