import type { Results } from './collector.ts'
import type { CheckResult } from './report.ts'

/** Why a check passed although what it builds on failed, for a learner. */
export const CARRIED_FORWARD = 'carried forward: seen with the workshop’s own app in place of yours'

/**
 * The results of a section that was observed once more on the workshop's own foundation: what passes there counts, and is
 * marked. If nothing more passes, the first results stay, which say what the learner's own work does.
 */
export function carryForward(first: Results, again: Results): Results {
  const checks = first.checks.map((check) => carried(check, again.checks))
  return {
    checks: isNews(first, again) ? checks : first.checks,
    // Whatever of the submission was applied again was applied before.
    refusals: first.refusals,
    faults: [...first.faults, ...again.faults],
  }
}

const isNews = (first: Results, again: Results) =>
  again.checks.some(
    ({ id, verdict }) => verdict === 'error' || (verdict === 'pass' && isLost(id, first.checks)),
  )

const isLost = (id: string, checks: CheckResult[]) =>
  checks.some((check) => check.id === id && check.verdict !== 'pass')

function carried(check: CheckResult, again: CheckResult[]): CheckResult {
  const seen = again.find(({ id }) => id === check.id)
  if (!seen || check.verdict === 'pass') return check
  return seen.verdict === 'pass' ? { ...seen, carriedForward: true } : seen
}
