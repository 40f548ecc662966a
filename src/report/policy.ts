import { count } from '../output/count.ts'
import type { Report } from './report.ts'

/** What an instructor's policy did to a report. */
export type PolicyEffect = NonNullable<Report['policy']>

/** A bonus (above 0) or a deduction (below 0) of an instructor's, in points. */
export type Adjustment = NonNullable<PolicyEffect['adjustment']>

/**
 * How much learners see of a failure. `no-hint`: what was expected and observed, their line and the evidence, and no
 * hint. `verdict-only`: the verdict and the points.
 */
export type Show = 'all' | 'no-hint' | 'verdict-only'

const SHOWN: Record<Exclude<Show, 'all'>, string> = {
  'no-hint': 'Your instructor shows no hints.',
  'verdict-only': 'Your instructor shows the verdicts only.',
}

/** What a policy did to a report, in plain sentences; none without a policy. The reason in them is not escaped. */
export function tellPolicy(policy: PolicyEffect | undefined, score: number): string[] {
  if (!policy) return []
  const { earned, adjustment, leftOut, shows } = policy
  return [
    ...(adjustment
      ? [`The checks give ${count(earned, 'point')}.`, tellAdjustment(adjustment, score - earned)]
      : []),
    ...(leftOut.length > 0 ? [`Left out, and not counted: ${leftOut.join(', ')}.`] : []),
    ...(shows ? [SHOWN[shows]] : []),
  ]
}

/** A score stays between 0 and all points, so that not every point of an adjustment may count. */
function tellAdjustment({ points, reason }: Adjustment, counted: number): string {
  const all = `${points > 0 ? 'Bonus' : 'Deduction'} of ${count(Math.abs(points), 'point')}`
  const much = Math.abs(counted)
  const some = counted === points ? '' : `, of which ${much} ${much === 1 ? 'counts' : 'count'}`
  return `${all}${some}: ${reason}`
}
