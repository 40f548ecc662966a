import { sanitizeLine } from '../../output/sanitize.ts'
import { CARRIED_FORWARD } from '../../report/carry-forward.ts'
import { tellPolicy } from '../../report/policy.ts'
import { absenceOf, type CheckResult, type Report } from '../../report/report.ts'

/** Characters of a single text; all of it is in the learner's own report. */
const LONGEST = 300

/**
 * A summary of a report as one line of HTML: the score, what a policy changed, and a line for each check that lost
 * points or was carried forward. The report must be as the learner may see it.
 */
export function renderFeedback({ score, outOf, checks, policy }: Report): string {
  const told = checks.filter(({ verdict, carriedForward }) => verdict !== 'pass' || carriedForward)
  const changed = tellPolicy(policy, score).map(text)
  return [`Score: ${score} of ${outOf} points.`, ...changed, ...told.map(renderCheck)].join('<br>')
}

function renderCheck(check: CheckResult): string {
  const { id, points, outOf, verdict, expected, observed = '', blockedBy } = check
  const why = {
    pass: text(CARRIED_FORWARD),
    fail: expected === undefined ? 'fail' : `expected ${text(expected)}; observed ${text(observed)}`,
    absent: text(absenceOf(check)),
    blocked: `needs ${text(blockedBy ?? '')}`,
    error: 'could not be graded; it costs you no points',
  }[verdict]
  return `${text(id)} (${points}/${outOf}): ${why}`
}

// Moodle reads CSV with a function to which a backslash before a quote does not end a cell: neither is left as it is.
function text(raw: string): string {
  const signs = [...sanitizeLine(raw)]
  const short = signs.length > LONGEST ? [...signs.slice(0, LONGEST), '…'] : signs
  return short.join('').replace(/[&<>"'\\`]/g, (sign) => `&#${sign.codePointAt(0)};`)
}
