import type { Adjustment, Show } from '../../report/policy.ts'

/** What an instructor decides about a class beside what the rubric says. */
export interface Policy {
  /** Points of checks in place of the rubric's, by the check's id. A check with 0 points is observed and not scored. */
  points: Map<string, number>
  /** The headings of the sections that do not count. */
  leftOut: string[]
  /** How much of a failure learners see. */
  show: Show
  /** By the learner's id. */
  adjustments: Map<string, Adjustment>
}

/** A policy, and a digest of its text, which names it. */
export interface InForce {
  policy: Policy
  digest: string
}
