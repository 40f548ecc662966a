import { isSameKey } from './history.ts'
import type { Grade, Key } from './journal.ts'
import type { Entry } from './roster.ts'

/** What is graded anew although it has been graded: `errors`, what was not gradable; `changed`, what has another key now; or a learner's id. */
export type Regrade = 'errors' | 'changed' | (string & {})

/** A learner who has handed something in, where it is, and the key that grading it now would have. */
export interface Handed {
  entry: Entry
  directory: string
  key: Key
}

/** Chooses whom to grade, in the roster's order, and tells whose grade is of something else than what is there now. */
export function makeAgenda(
  handed: Handed[],
  grades: Map<string, Grade>,
  regrade: Regrade[],
): { due: Handed[]; outdated: Handed[] } {
  const hasChanged = ({ entry, key }: Handed) => {
    const grade = grades.get(entry.learner.id)
    return grade !== undefined && !isSameKey(grade.key, key)
  }
  const isDue = (one: Handed) => {
    const { id } = one.entry.learner
    const grade = grades.get(id)
    if (!grade || regrade.includes(id)) return true
    if (regrade.includes('errors') && grade.standing === 'not gradable') return true
    return regrade.includes('changed') && hasChanged(one)
  }
  return {
    due: handed.filter(isDue),
    outdated: handed.filter((one) => !isDue(one) && hasChanged(one)),
  }
}
