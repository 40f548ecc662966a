import { errorOf, type Results } from './collector.ts'
import type { CheckResult } from './report.ts'

/** Why a check passed although what it builds on failed, for a learner. */
export const CARRIED_FORWARD = 'carried forward: seen with the workshop’s own app in place of yours'

/**
 * The results of sections that were observed once more on the workshop's own foundation: what passes there counts, and is
 * marked. Of a section in which nothing more passes, the first results stay, which say what the learner's own work does.
 * After a grader error none of it counts, and the results are not gradable.
 */
export function carryForward(first: Results, again: Results): Results {
  const error = errorOf(again)
  if (error !== undefined) return { ...first, faults: [...first.faults, error] }
  const seen = new Map(again.checks.map((check) => [check.id, check]))
  const isGained = ({ id, verdict }: CheckResult) => verdict !== 'pass' && seen.get(id)?.verdict === 'pass'
  const gaining = new Set(first.checks.filter(isGained).map(({ section }) => section))
  return {
    ...first,
    // Whatever of the submission was applied again was applied before: the refusals are the same.
    checks: first.checks.map((check) =>
      gaining.has(check.section) ? carried(check, seen.get(check.id)) : check,
    ),
  }
}

function carried(check: CheckResult, seen: CheckResult | undefined): CheckResult {
  // What a check is blocked by may have passed at first.
  if (!seen || check.verdict === 'pass' || seen.verdict === 'blocked') return check
  return seen.verdict === 'pass' ? { ...seen, carriedForward: true } : seen
}
