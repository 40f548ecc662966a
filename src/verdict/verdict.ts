import type { Finding } from '../waiting/failure.ts'

/**
 * `pass`; `fail`: the learner's; `absent`: nothing was handed in for it; `blocked`: a check it needs did not pass;
 * `error`: the grader's or the machine's, which costs nothing and leaves the run not gradable.
 */
export type Verdict = 'pass' | 'fail' | 'absent' | 'blocked' | 'error'

/** The outcome of one check, and the reason. */
export interface Outcome {
  verdict: Verdict
  finding?: Finding
  /** The check that blocks this one. */
  blockedBy?: string
  /** For `error`, the grader error; for `absent`, the part of the submission that was not read. */
  problem?: string
}

/** One check of the rubric, as declared. */
export interface Rule {
  id: string
  section: string
  /** What a learner can hand in for the section; if nothing was, the check is `absent`. */
  offers: string
  /** The claim that it confirms. */
  says: string
  /** Whether that is a sentence of the workshop. */
  isQuote: boolean
  points: number
  needs: string[]
  hint: string
}
