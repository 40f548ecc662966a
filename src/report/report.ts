import type { Pace } from '../cluster/pace.ts'
import type { Problem } from '../submission/problem.ts'
import type { Outcome, Rule, Verdict } from '../verdict/verdict.ts'

/** What `report.json` holds; `schema` goes up when a field changes its meaning. */
export interface Report {
  schema: 1
  submission: string
  /** Of the files that were read: the same answer has the same digest. */
  digest: string
  pace: Pace
  versions: { assay: string; kubernetes: string; nodeImage: string }
  startedAt: string
  seconds: { setup: number; cluster: number; checks: number }
  score: number
  outOf: number
  /** Whether every check has a verdict of the learner's; where not, the score says nothing. */
  gradable: boolean
  /** What went wrong on our side outside of a check. */
  faults: string[]
  /** Clusters that were started; a second one where the first run had an error of ours. */
  attempts: number
  /** Whose the objects are, by kind and name: the learner's, and those that the workshop's section 9 leaves behind. */
  objects: { submission: string[]; workshop: string[] }
  /** What of the submission was not read, was skipped, or is worth knowing. */
  problems: Problem[]
  checks: CheckResult[]
}

/** One check as it came out. */
export interface CheckResult {
  id: string
  section: string
  says: string
  verdict: Verdict
  points: number
  outOf: number
  expected?: string
  observed?: string
  at?: { file: string; line: number; column: number; text: string }
  hint?: string
  needs: string[]
  blockedBy?: string
  evidence?: string
  seconds: number
}

/** Points of the whole rubric; a run in which the checks add up to less has lost some and is not gradable. */
export const OUT_OF = 100

/** Makes the result of a check from its rule and its outcome. */
export function toResult(rule: Rule, outcome: Outcome, seconds: number): CheckResult {
  const { id, section, says, points, needs, hint } = rule
  const { verdict, finding, blockedBy, problem } = outcome
  const wasObserved = verdict === 'fail' || verdict === 'error'
  return {
    id,
    section,
    says,
    verdict,
    points: verdict === 'pass' ? points : 0,
    outOf: points,
    ...(finding && { expected: finding.expected, observed: finding.observed }),
    ...(finding?.at && { at: finding.at }),
    ...(problem !== undefined && { observed: problem }),
    ...(verdict === 'fail' && { hint: finding?.hint ?? hint }),
    needs,
    ...(blockedBy !== undefined && { blockedBy }),
    ...(wasObserved && { evidence: `evidence/${id}` }),
    seconds: Math.round(seconds * 10) / 10,
  }
}

/** Adds up the points, and says whether the checks are all there, none is an error, and nothing else went wrong. */
export function total(
  checks: CheckResult[],
  faults: string[] = [],
): Pick<Report, 'score' | 'outOf' | 'gradable'> {
  const score = checks.reduce((sum, { points }) => sum + points, 0)
  const offered = checks.reduce((sum, { outOf }) => sum + outOf, 0)
  return {
    score,
    outOf: OUT_OF,
    gradable: offered === OUT_OF && faults.length === 0 && checks.every(({ verdict }) => verdict !== 'error'),
  }
}
