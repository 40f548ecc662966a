import type { Show } from './policy.ts'
import type { CheckResult, Report } from './report.ts'

/**
 * A report as its learner may see it. Render whatever is for learners from this, and nothing from the report itself.
 */
export function forLearners(report: Report, show: Show): Report {
  if (show === 'all') return report
  const { earned = report.score, leftOut = [], adjustment } = report.policy ?? {}
  const policy = { earned, ...(adjustment && { adjustment }), leftOut, shows: show }
  return show === 'no-hint' ? { ...withoutHints(report), policy } : { ...verdictsOf(report), policy }
}

/** The notes on the files tell what is wrong in a hint's words; a part that was not read must be known. */
function withoutHints(report: Report): Report {
  const withoutHint = ({ hint: _, ...check }: CheckResult) => check
  const problems = report.problems.filter(({ severity }) => severity === 'error')
  return { ...report, problems, checks: report.checks.map(withoutHint) }
}

/** Field by field, so that a field that a report gets later is not shown before somebody decides so. */
function verdictsOf(report: Report): Report {
  const { schema, submission, digest, pace, versions, images, startedAt, seconds } = report
  const { score, outOf, gradable, attempts, checks } = report
  return {
    ...{ schema, submission, digest, pace, versions, ...(images && { images }), startedAt, seconds },
    ...{ score, outOf, gradable, faults: [], attempts },
    ...{ objects: { submission: [], workshop: [] }, problems: [], checks: checks.map(verdictOf) },
  }
}

/** All of this but the verdict is in the rubric. */
function verdictOf(check: CheckResult): CheckResult {
  const { id, section, says, isQuote, verdict, points, outOf, needs } = check
  const { carriedForward, blockedBy, offers, seconds } = check
  return {
    ...{ id, section, says, ...(isQuote !== undefined && { isQuote }), verdict, points, outOf, needs },
    ...(carriedForward && { carriedForward }),
    ...(blockedBy !== undefined && { blockedBy }),
    ...(offers !== undefined && { offers }),
    seconds,
  }
}
