import type { Rule } from '../../verdict/verdict.ts'
import type { Row } from '../row.ts'
import { joinWordings, type Wording, wordingOf } from './wording.ts'

/** Why one check or several failed, and for whom. */
export interface Cause {
  /** The checks in which it shows, in the rubric's order. */
  checks: string[]
  /** The hints' common words, with `…` for words that differ between learners or checks. */
  says: string
  /** The observation of the first learner. */
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
 * The causes of graded learners' failed checks, the most frequent first. Equally frequent causes are in the
 * rubric's order of their first checks.
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
