import type { Handle } from '../cluster/handle.ts'
import { diagnoseDatabase, findDatabases, isDatabase, lineOfVariable } from './database.ts'
import { explainWords } from './last-words.ts'
import { diagnoseOwn, type OwnFinding } from './own.ts'
import { type Finding, ownLine, type Place } from './place.ts'

/**
 * Says what keeps a workload from having the Pods it should. Where its Pods do not come up because their database is
 * not there, that is what is wrong, and the line is the database's.
 */
export async function diagnoseWorkload(workload: Handle, place: Place = ownLine): Promise<Finding> {
  const { since, trouble } = await diagnoseDatabase(workload, place)
  const own = await diagnoseOwn(workload, since, place)
  const { maybeAnother, log, ...rest } = own
  if (trouble && maybeAnother)
    return { ...trouble, seen: `${own.seen}; ${trouble.seen}`, hint: trouble.hint ?? own.hint }
  if (!log || !maybeAnother) return rest
  return { ...rest, seen: `${own.seen}; it last wrote: ${log}`, ...(await explain(own, workload, place)) }
}

/** What the last words of a container say of its database, or of what it may not do. */
async function explain(
  { log, seen, cause, at }: OwnFinding,
  workload: Handle,
  place: Place,
): Promise<Partial<Finding>> {
  const meaning = explainWords(log)
  if (!meaning) return {}
  const { variables = [], field } = meaning
  const means = {
    ...(cause ? { cause: meaning.cause } : { hint: meaning.cause }),
    seen: `${seen}; it wrote: ${meaning.words}`,
  }
  const object = await workload.get()
  if (!object || field)
    return { ...means, ...(field === undefined ? {} : { at: inContainer(field, workload, place) ?? at }) }
  const [database = workload] = isDatabase(object) ? [workload] : await findDatabases(workload.cluster)
  return { ...means, at: (await lineOfVariable(database, variables, place)) ?? at }
}

/** A Pod has a securityContext too: the line of the one that was written. */
function inContainer(field: string, workload: Handle, place: Place) {
  const pod = 'spec.template.spec'
  const [own, whole] = [`${pod}.containers[0].${field}`, `${pod}.${field}`].map((path) =>
    place(workload, path),
  )
  return own?.text.includes(field) || !whole?.text.includes(field) ? own : whole
}
