import type { Handle } from '../cluster/handle.ts'
import { type Diagnosis, prepend } from '../waiting/diagnosis.ts'
import { diagnoseDatabase, findDatabases, isDatabase, lineOfVariable } from './database.ts'
import { explainWords } from './last-words.ts'
import { lineOfManifest, type SourceLookup } from './source-lookup.ts'
import { diagnoseStatus, type WorkloadDiagnosis } from './workload-status.ts'

/**
 * Says what keeps a workload from having the Pods it should. Where its Pods do not come up because their database is
 * not there, that is what is wrong, and the line is the database's.
 */
export async function diagnoseWorkload(
  workload: Handle,
  lineOf: SourceLookup = lineOfManifest,
): Promise<WorkloadDiagnosis> {
  const { since, trouble } = await diagnoseDatabase(workload, lineOf)
  const own = await diagnoseStatus(workload, since, lineOf)
  if (!own.mayLieElsewhere) return own
  if (trouble) return prepend(own.observed, { ...trouble, hint: trouble.hint ?? own.hint })
  return own.log ? explainLog(own, own.log, workload, lineOf) : own
}

/** The same with what a container's last words are, and what they say of its database, or of what it may not do. */
async function explainLog(
  own: WorkloadDiagnosis,
  log: string,
  workload: Handle,
  lineOf: SourceLookup,
): Promise<WorkloadDiagnosis> {
  const meaning = explainWords(log)
  if (!meaning) return { ...own, observed: `${own.observed}; it last wrote: ${log}` }
  const { variables = [], field } = meaning
  const means: Diagnosis = {
    ...own,
    ...(own.cause ? { cause: meaning.cause } : { hint: meaning.cause }),
    observed: `${own.observed}; it wrote: ${meaning.words}`,
  }
  const object = await workload.get()
  if (!object || field)
    return field ? { ...means, at: inContainer(field, workload, lineOf) ?? own.at } : means
  const [database = workload] = isDatabase(object) ? [workload] : await findDatabases(workload.cluster)
  return { ...means, at: (await lineOfVariable(database, variables, lineOf)) ?? own.at }
}

/** A Pod has a securityContext too: the line of the one that was written. */
function inContainer(field: string, workload: Handle, lineOf: SourceLookup) {
  const pod = 'spec.template.spec'
  const [own, whole] = [`${pod}.containers[0].${field}`, `${pod}.${field}`].map((path) =>
    lineOf(workload, path),
  )
  return own?.text.includes(field) || !whole?.text.includes(field) ? own : whole
}
