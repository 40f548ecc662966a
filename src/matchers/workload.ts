import type { Handle } from '../cluster/handle.ts'
import type { Workload } from '../cluster/objects.ts'
import type { DiagnosisContext } from '../diagnosis/app-knowledge.ts'
import { diagnoseWorkload } from '../diagnosis/workload.ts'
import { becomingReady, CONTROLLERS, ending } from '../waiting/patience.ts'
import { eventually } from '../waiting/wait.ts'

/**
 * Returns when a workload's controller has seen its latest spec, and exactly this many Pods, or as many as
 * its spec says, exist and are Ready.
 */
export async function beReady(
  workload: Handle<Workload>,
  context: DiagnosisContext,
  { replicas }: { replicas?: number } = {},
): Promise<Workload> {
  const { lineOf } = context
  const object = await workload.get()
  const spec = object?.spec.template.spec
  const patience = spec ? becomingReady(spec) : CONTROLLERS
  const count = replicas ?? object?.spec.replicas
  const pods = count === undefined ? 'all its Pods Ready' : `${count} Ready ${count === 1 ? 'Pod' : 'Pods'}`
  const expected = `${workload} with ${pods}`
  return eventually({ expected, patience, at: lineOf(workload, 'spec.replicas') }, async () => {
    const current = await workload.get()
    if (current && isComplete(current, replicas)) return { value: current, observed: 'all Pods are Ready' }
    const other = otherNumber(current, replicas)
    return other
      ? {
          observed: `spec.replicas of ${workload} is ${current?.spec.replicas}`,
          cause: other,
          at: lineOf(workload, 'spec.replicas'),
        }
      : diagnoseWorkload(workload, context)
  })
}

/** Returns when a workload that was scaled to 0 has no Pod any more, the ones that are ending included: until then they take room on the node. */
export async function haveNoPods(workload: Handle<Workload>): Promise<void> {
  const ends = (await workload.pods()).map(ending)
  const patience = ends.reduce((one, other) => (other.seconds > one.seconds ? other : one), CONTROLLERS)
  const at = workload.at('spec.template.spec.terminationGracePeriodSeconds')
  await eventually({ expected: `no Pod of ${workload} left`, patience, at }, async () => {
    const [current, left] = await Promise.all([workload.get(), workload.pods()])
    if (current && isComplete(current, 0) && left.length === 0)
      return { value: true, observed: 'none is left' }
    return { observed: `${left.length} Pods are left` }
  })
}

/** Nothing but the learner's own manifest changes the number once it was asked for. */
function otherNumber(workload: Workload | undefined, replicas: number | undefined): string | undefined {
  const asked = workload?.spec.replicas
  return replicas !== undefined && asked !== undefined && asked !== replicas
    ? `Its \`spec.replicas\` must be ${replicas}.`
    : undefined
}

function isComplete({ metadata, spec, status }: Workload, replicas = spec.replicas): boolean {
  return (
    (status.observedGeneration ?? 0) >= metadata.generation &&
    spec.replicas === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.updatedReplicas ?? 0) === replicas &&
    (status.readyReplicas ?? 0) === replicas
  )
}
