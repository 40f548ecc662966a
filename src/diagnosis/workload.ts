import type { Handle } from '../cluster/handle.ts'
import type { Workload } from '../cluster/objects.ts'
import type { Position } from '../submission/position.ts'
import { prepend } from '../waiting/diagnosis.ts'
import type { Dependency, DiagnosisContext, LogExplanation } from './app-knowledge.ts'
import { explainLog } from './log.ts'
import { lineOfVariable, type SourceLookup } from './source-lookup.ts'
import { diagnoseStatus, type WorkloadDiagnosis } from './workload-status.ts'

/**
 * Says what keeps a workload from having the Pods it should. If its Pods do not come up because what they depend on is
 * not there, that is what is wrong, and the line is that of the dependency.
 */
export async function diagnoseWorkload(
  workload: Handle<Workload>,
  context: DiagnosisContext,
): Promise<WorkloadDiagnosis> {
  const { app, lineOf } = context
  const dependency = (await app.dependencyOf?.(workload, context)) ?? { since: 0 }
  const { since, trouble } = dependency
  const own = await diagnoseStatus(workload, since, context)
  if (!own.mayLieElsewhere) return own
  if (trouble) return prepend(own.observed, { ...trouble, hint: trouble.hint ?? own.hint })
  if (!own.log) return own
  const explained = explainLog(own.log, app.logSentences)
  if (!explained) return { ...own, observed: `${own.observed}; its log ends with: ${own.log}` }
  return {
    ...own,
    ...(own.cause ? { cause: explained.cause } : { hint: explained.cause }),
    observed: `${own.observed}; its log says: ${explained.words}`,
    at: (await lineOfExplanation(explained, workload, dependency, lineOf)) ?? own.at,
  }
}

async function lineOfExplanation(
  { field, variables = [] }: LogExplanation,
  workload: Handle<Workload>,
  dependency: Dependency,
  lineOf: SourceLookup,
): Promise<Position | undefined> {
  if (field) return lineOfField(field, workload, lineOf)
  return lineOfVariable(dependency.workload ?? workload, variables, lineOf)
}

/** A Pod has a securityContext too: the line of the one that was written. */
function lineOfField(field: string, workload: Handle<Workload>, lineOf: SourceLookup): Position | undefined {
  const pod = 'spec.template.spec'
  const [own, whole] = [`${pod}.containers[0].${field}`, `${pod}.${field}`].map((path) =>
    lineOf(workload, path),
  )
  return own?.text.includes(field) || !whole?.text.includes(field) ? own : whole
}
