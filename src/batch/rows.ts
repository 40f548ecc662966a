import type { Learner, Row } from '../gradebook/row.ts'
import type { Grade } from './journal.ts'
import type { Entry } from './roster.ts'

/** Why a learner has nothing to grade. */
export type Absence = Required<Pick<Row, 'standing' | 'why'>>

const NOT_YET: Absence = { standing: 'not graded yet', why: 'The batch has not reached it yet.' }

/** A row for every learner of the roster, in its order: their grade, or why there is none. */
export function toRows(entries: Entry[], grades: Map<string, Grade>, absences: Map<string, Absence>): Row[] {
  return entries.map(({ learner }) => {
    const grade = grades.get(learner.id)
    return grade ? toRow(learner, grade) : { learner, ...(absences.get(learner.id) ?? NOT_YET) }
  })
}

/** The row of a learner's grade. */
export function toRow(learner: Learner, { standing, why, report, ownObjects }: Grade): Row {
  return {
    learner,
    standing,
    ...(why !== undefined && { why }),
    ...(report && { report }),
    ...(ownObjects && { ownObjects }),
  }
}
