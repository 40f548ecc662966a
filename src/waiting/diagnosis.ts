import type { Position } from '../submission/position.ts'

/** An observation and its cause, as far as it is known. */
export interface Diagnosis {
  observed: string
  /** Why, if waiting will not change it: a wait that sees it ends early. */
  cause?: string | undefined
  /** A possible cause or remedy, while it may still pass by itself. */
  hint?: string | undefined
  /**
   * The grader's or the machine's fault. If it is still there at the end of a wait, the check is an error, no
   * failure.
   */
  graderFault?: string | undefined
  /** The learner's line that decides it. */
  at?: Position | undefined
}

/** A diagnosis with something that was observed before it. */
export function prepend<Found extends Diagnosis>(observed: string, found: Found): Found {
  return { ...found, observed: `${observed}; ${found.observed}` }
}

/** Advice and the learner's line for an observation that should not be. */
export type Advice = Pick<Diagnosis, 'hint' | 'at'>
