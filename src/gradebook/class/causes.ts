import type { Rule } from '../../verdict/verdict.ts'
import type { Row } from '../row.ts'
import { joinWordings, type Wording, wordingOf } from './wording.ts'

/** Why a check failed, and for whom. */
export interface Cause {
  check: string
  /** What the hints say, with `…` for what differs between the learners. */
  says: string
  /** What was seen at the first of them. */
  observed: string
  rows: Row[]
}

interface Group extends Omit<Cause, 'says'> {
  wordings: Wording[]
}

/** The causes of the fails of those who are graded, the commonest first, and among equals in the rubric's order. */
export function findCauses(rows: Row[], rules: Rule[]): Cause[] {
  const order = new Map(rules.map(({ id }, i) => [id, i]))
  const place = ({ check }: Group) => order.get(check) ?? rules.length
  return groupFails(rows)
    .sort((a, b) => b.rows.length - a.rows.length || place(a) - place(b))
    .map(({ wordings, ...group }) => ({ ...group, says: joinWordings(wordings) }))
}

function groupFails(rows: Row[]): Group[] {
  const groups = new Map<string, Group>()
  for (const row of rows) {
    if (row.standing !== 'graded') continue
    for (const { id: check, verdict, hint, observed = '' } of row.report?.checks ?? []) {
      if (verdict !== 'fail') continue
      const wording = wordingOf(hint ?? observed)
      const key = JSON.stringify([check, wording.words])
      const group = groups.get(key) ?? { check, observed, rows: [], wordings: [] }
      group.rows.push(row)
      group.wordings.push(wording)
      groups.set(key, group)
    }
  }
  return [...groups.values()]
}
