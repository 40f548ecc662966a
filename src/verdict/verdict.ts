import type { Finding } from '../waiting/failure.ts'

/**
 * `pass`; `fail`: the learner's; `absent`: nothing was handed in for it; `blocked`: a check it needs did not pass;
 * `error`: the grader's or the machine's, which costs nothing and leaves the run not gradable.
 */
export type Verdict = 'pass' | 'fail' | 'absent' | 'blocked' | 'error'

/** What came of one check, and why. */
export interface Outcome {
  verdict: Verdict
  finding?: Finding
  /** The check that blocks this one. */
  blockedBy?: string
  /** For `error` what went wrong on our side; for `absent` what of the submission was not read. */
  problem?: string
}

/** One check of the rubric, as declared. */
export interface Rule {
  id: string
  section: string
  /** What can be handed in for the section; where none of it is, the check is `absent`. */
  offers: string
  /** What it confirms. */
  says: string
  /** Whether that is a sentence of the workshop. */
  isQuote: boolean
  points: number
  needs: string[]
  hint: string
}
