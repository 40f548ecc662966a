import { stringify } from 'csv-stringify/sync'
import { sanitizeLine } from '../output/sanitize.ts'
import type { Report } from '../report/report.ts'
import type { Rule } from '../verdict/verdict.ts'
import { pointsOf } from '../verdict/workshop.ts'
import { countedRules } from './policy/apply.ts'
import type { Policy } from './policy/policy.ts'
import type { Row } from './row.ts'
import { gradeOf } from './scale.ts'

/**
 * `grades.csv`, for a spreadsheet: a row for each learner, a column with the points of each check. A learner
 * without a grade has no numbers, and a reason in `why`. With a policy, there is also what it changed. UTF-8 with a byte
 * order mark, without which Excel assumes another encoding.
 */
export function renderGrades(rows: Row[], rules: Rule[], policy?: Policy): string {
  const counted = policy ? countedRules(rules, policy) : rules
  const header = [
    ...['id', 'name', 'login', 'email', 'section', 'standing', 'score', 'out of'],
    ...(policy ? POLICY_COLUMNS : []),
    ...rules.map(({ id }) => id),
    ...['carried forward', 'why', 'graded at'],
  ]
  const cells = rows.map((row) => {
    const { id, name, login, email, section } = row.learner
    const report = gradeOf(row)
    return [
      ...[id, name, login, email, section, row.standing],
      ...[report?.score, report?.outOf ?? pointsOf(counted)],
      ...(policy ? policyCellsOf(row) : []),
      ...rules.map((rule) => (counted.some(({ id }) => id === rule.id) ? pointsIn(report, rule) : LEFT_OUT)),
      ...[carriedIn(report), report ? undefined : row.why, report?.startedAt],
    ]
  })
  return stringify([header, ...cells], { bom: true, cast: { string: harmless } })
}

const POLICY_COLUMNS = ['rubric score', 'rubric out of', 'adjustment', 'reason']

function policyCellsOf({ policy }: Row): (string | number | undefined)[] {
  const { rubric, adjustment } = policy ?? {}
  return [rubric?.score, rubric?.outOf, adjustment?.points, adjustment?.reason]
}

/** In place of points that would not count. */
const LEFT_OUT = 'left out'

function pointsIn(report: Report | undefined, { id }: Rule): number | undefined {
  const check = report?.checks.find((each) => each.id === id)
  return check?.verdict === 'error' ? undefined : check?.points
}

/** The checks that passed with the workshop's own app, in place of one that does not come up. */
function carriedIn(report: Report | undefined): string | undefined {
  const carried = report?.checks.filter(({ carriedForward }) => carriedForward).map(({ id }) => id) ?? []
  return carried.length > 0 ? carried.join(' ') : undefined
}

/**
 * The beginning of a text that a spreadsheet may take for a formula, in any of the widths of its first sign. A
 * semicolon begins a cell too, where the reader's language has decimal commas, and no quote round the cell prevents it.
 */
const FORMULA = /(?<=^|;)(?=[\s"]*[=+\-@＝＋－＠﹦﹢﹣﹫])/g

/** A text that is seen, on one line, and never a formula. `escape_formulas` would let ` =1` and `a;=1` pass. */
const harmless = (text: string) => sanitizeLine(text).replace(FORMULA, "'")
