import { isSameKey } from './history.ts'
import type { Grade, Key } from './journal.ts'
import type { Entry } from './roster.ts'

/**
 * Which existing grades to repeat: `errors`, those not gradable; `changed`, those whose key has changed; or a
 * learner's id.
 */
export type Regrade = 'errors' | 'changed' | (string & {})

/** A learner with a submission, its place, and the key that a grade of it would have now. */
export interface Handed {
  entry: Entry
  directory: string
  key: Key
}

/** Chooses the learners to grade, in the roster's order, and those whose grade is outdated. */
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
