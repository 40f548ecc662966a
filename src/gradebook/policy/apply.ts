import { forLearners } from '../../report/for-learners.ts'
import type { Adjustment, PolicyEffect } from '../../report/policy.ts'
import type { CheckResult, Report } from '../../report/report.ts'
import type { Rule } from '../../verdict/verdict.ts'
import type { Row } from '../row.ts'
import type { Policy } from './policy.ts'

/** The rules that count under a policy, each with its points there. */
export function countedRules(rules: Rule[], { points, leftOut }: Policy): Rule[] {
  return rules
    .filter(({ section }) => !leftOut.includes(section))
    .map((rule) => ({ ...rule, points: points.get(rule.id) ?? rule.points }))
}

/**
 * A row as a policy makes it from what was observed. `rules` are the rubric's. The row stays as it is, so that another
 * policy, or none, needs no new grade.
 */
export function applyPolicy(row: Row, rules: Rule[], policy: Policy): Row {
  const { learner, report } = row
  const adjustment = policy.adjustments.get(learner.id)
  const noted = { ...(adjustment && { adjustment }) }
  if (!report) return { ...row, policy: noted }
  const counted = toReport(report, countedRules(rules, policy), policy, adjustment)
  const rubric = row.standing === 'graded' && { rubric: { score: report.score, outOf: report.outOf } }
  return {
    ...withStanding(row, counted),
    report: counted,
    policy: { ...noted, ...rubric, shown: forLearners(counted, policy.show) },
  }
}

function toReport(report: Report, rules: Rule[], policy: Policy, adjustment: Adjustment | undefined): Report {
  const checks = report.checks
    .filter(({ section }) => !policy.leftOut.includes(section))
    .map((check) => scored(check, policy.points.get(check.id)))
  const earned = checks.reduce((sum, { points }) => sum + points, 0)
  const outOf = checks.reduce((sum, check) => sum + check.outOf, 0)
  const effect: PolicyEffect = { earned, ...(adjustment && { adjustment }), leftOut: policy.leftOut }
  return {
    ...report,
    checks,
    score: Math.min(outOf, Math.max(0, earned + (adjustment?.points ?? 0))),
    outOf,
    gradable: outOf > 0 && (report.gradable || isGradable(report, checks, rules)),
    policy: effect,
  }
}

function scored(check: CheckResult, points = check.outOf): CheckResult {
  return { ...check, points: check.verdict === 'pass' ? points : 0, outOf: points }
}

/** An error in a section that does not count is nobody's loss. */
function isGradable({ faults }: Report, checks: CheckResult[], rules: Rule[]): boolean {
  const isJudged = ({ id }: Rule) => checks.some((check) => check.id === id && check.verdict !== 'error')
  return faults.length === 0 && rules.every(isJudged)
}

const NOTHING_COUNTS = 'The policy lets nothing count of what was graded.'

/** A score out of 0 points would be none. */
function withStanding(row: Row, { gradable }: Report): Row {
  if (row.standing === 'graded' && !gradable) return { ...row, standing: 'not gradable', why: NOTHING_COUNTS }
  if (row.standing !== 'not gradable' || !gradable) return row
  const { why: _, ...rest } = row
  return { ...rest, standing: 'graded' }
}
