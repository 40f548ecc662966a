import type { Handle } from '../cluster/handle.ts'
import type { Diagnosis } from '../waiting/diagnosis.ts'
import type { DiagnosisContext } from './app-knowledge.ts'
import { makerOf } from './claims.ts'
import { diagnoseWorkload } from './workload.ts'

/** Says what keeps the StatefulSet that makes a claim from its Pods, for which the claim waits; nothing where none makes it. */
export async function diagnoseMaker(
  claim: Handle,
  context: DiagnosisContext,
): Promise<Diagnosis | undefined> {
  const maker = await makerOf(claim)
  return maker && diagnoseWorkload(claim.cluster.statefulSet(maker.statefulSet.metadata.name), context)
}

/** Says why a claim is not even there: a StatefulSet makes its claims with its Pods, and numbers both. */
export async function diagnoseMissingClaim(claim: Handle, context: DiagnosisContext): Promise<Diagnosis> {
  const observed = `there is no ${claim}`
  const maker = await makerOf(claim)
  if (!maker) return { observed }
  const { metadata, spec } = maker.statefulSet
  const owner = claim.cluster.statefulSet(metadata.name)
  const start = spec.ordinals?.start
  if (start) {
    const cause = `${owner} numbers its Pods and claims from ${start} on: leave \`ordinals\` out.`
    return { observed, cause, at: owner.at('spec.ordinals.start') }
  }
  if (spec.replicas === 0)
    return {
      observed,
      cause: `${owner} asks for no Pods, and a claim is made with the Pod.`,
      at: owner.at('spec.replicas'),
    }
  return { ...(await diagnoseMaker(claim, context)), observed }
}
