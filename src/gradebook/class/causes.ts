import type { Rule } from '../../verdict/verdict.ts'
import type { Row } from '../row.ts'
import { joinWordings, type Wording, wordingOf } from './wording.ts'

/** Why one check or several failed, and for whom. */
export interface Cause {
  /** The checks in which it shows, in the rubric's order. */
  checks: string[]
  /** What the hints say, with `…` for what differs between the learners or the checks. */
  says: string
  /** What was seen at the first of the learners. */
  observed: string
  /** Each learner once, in however many checks it shows for them. */
  rows: Row[]
}

interface Group {
  checks: Set<string>
  observed: string
  rows: Set<Row>
  wordings: Wording[]
}

/**
 * The causes of the fails of those who are graded. The one that most learners have comes first, and among equals the
 * one whose first check does in the rubric.
 */
export function findCauses(rows: Row[], rules: Rule[]): Cause[] {
  const order = new Map(rules.map(({ id }, i) => [id, i]))
  const place = (check = '') => order.get(check) ?? rules.length
  return groupFails(rows, rules)
    .map(({ checks, observed, rows, wordings }) => ({
      checks: [...checks].sort((a, b) => place(a) - place(b)),
      says: joinWordings(wordings),
      observed,
      rows: [...rows],
    }))
    .sort((a, b) => b.rows.length - a.rows.length || place(a.checks[0]) - place(b.checks[0]))
}

/** A hint drawn from what was seen is the same cause in every check; a hint of the check's own says nothing of another. */
function groupFails(rows: Row[], rules: Rule[]): Group[] {
  const ownHints = new Map(rules.map(({ id, hint }) => [id, hint]))
  const groups = new Map<string, Group>()
  for (const row of rows) {
    if (row.standing !== 'graded') continue
    for (const { id: check, verdict, hint, observed = '' } of row.report?.checks ?? []) {
      if (verdict !== 'fail') continue
      const isDrawn = Boolean(hint) && hint !== ownHints.get(check)
      const wording = wordingOf(hint || observed)
      const key = JSON.stringify([isDrawn ? '' : check, wording.words])
      const group = groups.get(key) ?? { checks: new Set(), observed, rows: new Set(), wordings: [] }
      group.checks.add(check)
      group.rows.add(row)
      group.wordings.push(wording)
      groups.set(key, group)
    }
  }
  return [...groups.values()]
}
