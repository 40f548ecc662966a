import { stringify } from 'csv-stringify/sync'
import { sanitizeLine } from '../output/sanitize.ts'
import type { Rule } from '../verdict/verdict.ts'
import type { Row } from './row.ts'
import { gradeOf } from './scale.ts'

/**
 * `grades.csv`, for a spreadsheet: a row for each learner, a column with the points of each check. A learner
 * without a grade has no numbers, and a reason in `why`. UTF-8 with a byte order mark, without which Excel
 * assumes another encoding.
 */
export function renderGrades(rows: Row[], rules: Rule[]): string {
  const header = [
    ...['id', 'name', 'login', 'email', 'section', 'standing', 'score', 'out of'],
    ...rules.map(({ id }) => id),
    ...['why', 'graded at'],
  ]
  const cells = rows.map((row) => cellsOf(row, rules))
  return stringify([header, ...cells], { bom: true, cast: { string: harmless } })
}

function cellsOf(row: Row, rules: Rule[]): (string | number | undefined)[] {
  const { id, name, login, email, section } = row.learner
  const report = gradeOf(row)
  const outOf = rules.reduce((sum, { points }) => sum + points, 0)
  const points = rules.map((rule) => {
    const check = report?.checks.find((each) => each.id === rule.id)
    return check?.verdict === 'error' ? undefined : check?.points
  })
  return [
    ...[id, name, login, email, section, row.standing],
    ...[report?.score, report?.outOf ?? outOf],
    ...points,
    ...[report ? undefined : row.why, report?.startedAt],
  ]
}

/**
 * The beginning of a text that a spreadsheet may take for a formula, in any of the widths of its first sign. A
 * semicolon begins a cell too, where the reader's language has decimal commas, and no quote round the cell prevents it.
 */
const FORMULA = /(?<=^|;)(?=[\s"]*[=+\-@＝＋－＠﹦﹢﹣﹫])/g

/** A text that is seen, on one line, and never a formula. `escape_formulas` would let ` =1` and `a;=1` pass. */
const harmless = (text: string) => sanitizeLine(text).replace(FORMULA, "'")
