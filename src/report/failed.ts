import { fits, truncate, wrap } from '../output/columns.ts'
import type { Display } from '../output/display.ts'
import { sanitizeLine } from '../output/sanitize.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { placeOf } from './quote.ts'
import type { CheckResult, Report } from './report.ts'

/** Checks that get their hint here too: with these, twelve failed ones and the score fit on a terminal of 24 lines. */
const WITH_HINT = 3

/** Lines of a hint; all of it is with the check itself. */
const HINT_LINES = 2

/** Columns of the points, with the space behind them. */
const INDENT = 4

/**
 * The failed checks once more, for the end of a report, most points first: each with its points and the learner's line,
 * the first with their hints. The other checks that did not pass are only counted. Nothing if none has failed.
 */
export function renderFailed({ checks }: Report, { columns, color }: Display): string {
  const failed = checks
    .filter(({ verdict }) => verdict === 'fail')
    .toSorted((one, other) => other.outOf - one.outOf)
  if (failed.length === 0) return ''
  const rows = failed.flatMap((check, i) => {
    const hint = i < WITH_HINT ? renderHint(check, columns) : []
    return [renderRow(check, columns), ...hint]
  })
  const rest = countOf(checks, ['blocked', 'error', 'absent'])
  return [
    color.bold('Failed, most points first'),
    ...rows,
    ...(rest ? wrap(`Not repeated: ${rest}`, columns) : []),
  ].join('\n')
}

function renderRow({ id, outOf, at }: CheckResult, columns: number): string {
  const points = `${String(outOf).padStart(INDENT - 2)}  `
  const place = at ? placeOf(at) : ''
  if (fits(`${id}  ${place}`, columns - INDENT)) return `${points}${id}  ${place}`.trimEnd()
  return `${points}${id}\n${' '.repeat(INDENT)}${place}`
}

function renderHint({ hint = '' }: CheckResult, columns: number): string[] {
  const lines = wrap(sanitizeLine(hint), columns - INDENT)
  const kept = lines.slice(0, HINT_LINES)
  if (lines.length > HINT_LINES) kept.push(truncate(`${kept.pop()}…`, columns - INDENT))
  return kept.map((line) => `${' '.repeat(INDENT)}${line}`)
}

function countOf(checks: CheckResult[], verdicts: Verdict[]): string {
  return verdicts
    .map((verdict) => [verdict, checks.filter((check) => check.verdict === verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ')
}
