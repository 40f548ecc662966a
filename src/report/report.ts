import type { Pace } from '../cluster/pace.ts'
import type { ImageDigest } from '../setup/digests.ts'
import type { Position } from '../submission/position.ts'
import type { Problem } from '../submission/problem.ts'
import type { Outcome, Rule, Verdict } from '../verdict/verdict.ts'
import { pointsOf, type Section } from '../verdict/workshop.ts'

/** The content of `report.json`; `schema` goes up when a field changes its meaning. */
export interface Report {
  schema: 1
  submission: string
  /** The digest of the files that were read: the same answer has the same digest. */
  digest: string
  pace: Pace
  versions: { assay: string; kubernetes: string; nodeImage: string }
  /** The exact images that it was graded with; missing in reports older than this field. */
  images?: ImageDigest[]
  startedAt: string
  seconds: { setup: number; cluster: number; checks: number }
  score: number
  outOf: number
  /** Whether every check has a verdict on the learner's work; if not, the score says nothing. */
  gradable: boolean
  /** Grader errors outside the checks. */
  faults: string[]
  /** Clusters that were started: 2 if the first run had a grader error. */
  attempts: number
  /**
   * The objects by their origin, as kind and name: the learner's, and the leftovers of the workshop's section
   * 9.
   */
  objects: { submission: string[]; workshop: string[] }
  /** The parts of the submission that were not read or were skipped, and other notes. */
  problems: Problem[]
  checks: CheckResult[]
}

/** A line of the learner's. */
export interface Place extends Position {
  /** The lines around it and itself, from that number on; not in reports of before they were kept. */
  around?: { line: number; lines: string[] }
}

/** The result of one check. */
export interface CheckResult {
  id: string
  section: string
  /** The claim that it confirms. */
  says: string
  /** Whether that is a sentence of the workshop; not in reports of before it was noted. */
  isQuote?: boolean
  verdict: Verdict
  points: number
  outOf: number
  expected?: string
  observed?: string
  at?: Place
  hint?: string
  needs: string[]
  blockedBy?: string
  /** What a learner can hand in for it; shown if the check is `absent`. */
  offers?: string
  evidence?: string
  seconds: number
}

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
