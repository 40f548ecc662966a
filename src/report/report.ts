import type { z } from 'zod'
import type { Outcome, Rule } from '../verdict/verdict.ts'
import { pointsOf, type Section } from '../verdict/workshop.ts'
import type { reportSchema } from './schema.ts'

/** The content of `report.json`; {@link reportSchema} says what each field means. */
export type Report = z.infer<typeof reportSchema>

/** The result of one check. */
export type CheckResult = Report['checks'][number]

/** A line of the learner's. */
export type Place = NonNullable<CheckResult['at']>

/** The results by the headings of their sections, in the order in which these first come. */
export const bySection = (checks: CheckResult[]): [section: string, checks: CheckResult[]][] => [
  ...Map.groupBy(checks, ({ section }) => section),
]

/** The message to a learner whose run is not gradable. */
export const NOT_GRADABLE = 'The grader or this machine failed. It costs you no points: run it again.'

/** Why a check is absent, in words: nothing was handed in for it, or nothing that was read. */
export function absenceOf({ offers, observed }: CheckResult): string {
  const unread = observed === undefined ? '' : `; not read: ${observed}`
  return `nothing was handed in: add ${offers}${unread}`
}

/** Makes the result of a check from its rule and its outcome. */
export function toResult(rule: Rule, outcome: Outcome, seconds: number): CheckResult {
  const { id, section, offers, says, isQuote, points, needs, hint } = rule
  const { verdict, finding, blockedBy, problem } = outcome
  const wasObserved = verdict === 'fail' || verdict === 'error'
  return {
    id,
    section,
    says,
    isQuote,
    verdict,
    points: verdict === 'pass' ? points : 0,
    outOf: points,
    ...(finding && { expected: finding.expected, observed: finding.observed }),
    ...(finding?.at && { at: finding.at }),
    ...(problem !== undefined && { observed: problem }),
    ...(verdict === 'fail' && { hint: finding?.hint ?? hint }),
    needs,
    ...(blockedBy !== undefined && { blockedBy }),
    ...(verdict === 'absent' && { offers }),
    ...(wasObserved && { evidence: `evidence/${id}` }),
    seconds: Math.round(seconds * 10) / 10,
  }
}

/**
 * Adds up the points. A run is gradable if no check is missing or an error, and no fault happened elsewhere.
 */
export function total(
  checks: CheckResult[],
  faults: string[],
  graded: Pick<Section, 'points'>[],
): Pick<Report, 'score' | 'outOf' | 'gradable'> {
  const score = checks.reduce((sum, { points }) => sum + points, 0)
  const offered = checks.reduce((sum, { outOf }) => sum + outOf, 0)
  return {
    score,
    outOf: pointsOf(graded),
    gradable:
      offered === pointsOf(graded) &&
      faults.length === 0 &&
      checks.every(({ verdict }) => verdict !== 'error'),
  }
}
