import type { Position } from '../submission/position.ts'

/** What was observed, and why it is so, as far as that is known. */
export interface Diagnosis {
  observed: string
  /** Why, if waiting will not change it: a wait that sees it ends early. */
  cause?: string | undefined
  /** What may be why, or what may be done about it, if it may yet pass. */
  hint?: string | undefined
  /** What of the grader's or the machine's is in the way: if it still is at the end of a wait, that is an error and no failure. */
  graderFault?: string | undefined
  /** The learner's line that decides it. */
  at?: Position | undefined
}

/** A diagnosis with something that was observed before it. */
export function prepend<Found extends Diagnosis>(observed: string, found: Found): Found {
  return { ...found, observed: `${observed}; ${found.observed}` }
}

/** What to do, and where, once something is observed that should not be. */
export type Advice = Pick<Diagnosis, 'hint' | 'at'>
