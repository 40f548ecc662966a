import { sanitize, sanitizeLine } from '../../output/sanitize.ts'
import type { Problem } from '../../submission/problem.ts'
import { CARRIED_FORWARD } from '../carry-forward.ts'
import { placeOf, quote } from '../quote.ts'
import { absenceOf, type CheckResult } from '../report.ts'

/** As many problems as a reader of another system's page wants to see; `report.json` has all. */
const MOST_PROBLEMS = 50

/** What came of a check, in lines of plain text for a page of another system. */
export function renderPlain(check: CheckResult): string {
  const claim = `${check.isQuote === false ? 'This check' : 'The workshop says'}: ${sanitize(check.says)}`
  return [claim, ...reasonsOf(check)].join('\n')
}

/** Why a check has not passed, or has all the same; nothing if it simply has. */
export function reasonsOf(check: CheckResult): string[] {
  const { verdict, observed = '', blockedBy = '' } = check
  if (verdict === 'fail') return findingOf(check)
  if (verdict === 'absent') return [sanitize(capitalized(absenceOf(check)))]
  if (verdict === 'blocked') return [`It needs ${sanitizeLine(blockedBy)}, which did not pass.`]
  if (verdict === 'error') return [`Grader error, which costs you no points: ${sanitize(observed)}`]
  return check.carriedForward ? [capitalized(`${CARRIED_FORWARD}.`)] : []
}

function findingOf({ expected, observed, at, hint }: CheckResult): string[] {
  return [
    ...(expected === undefined ? [] : [`Expected: ${sanitize(expected)}`]),
    ...(observed === undefined ? [] : [`Observed: ${sanitize(observed)}`]),
    ...(at === undefined ? [] : [`Look at: ${placeOf(at)}`, ...quote(at)]),
    ...(hint === undefined ? [] : [`Hint: ${sanitize(hint)}`]),
  ]
}

/** The problems of a submission's files, one on each line. */
export function renderProblems(problems: Problem[]): string[] {
  const lines = problems.slice(0, MOST_PROBLEMS).map(({ severity, message, at }) => {
    const place = at ? `${placeOf(at)} ` : ''
    return `${severity === 'error' ? 'problem' : 'note'}: ${place}${sanitizeLine(message)}`
  })
  const more = problems.length - lines.length
  return more > 0 ? [...lines, `${more} more are not shown here.`] : lines
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
