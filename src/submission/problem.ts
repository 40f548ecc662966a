import type { Position } from './position.ts'

/** Something about the submission the learner should know; `error` means that a part was not loaded. */
export type Problem = { severity: 'error' | 'note'; message: string; at?: Position }

/** A part was not loaded. */
export function error(message: string, at: Position): Problem {
  return { severity: 'error', message, at }
}

/** Everything was loaded, yet this is worth knowing. */
export function note(message: string, at: Position): Problem {
  return { severity: 'note', message, at }
}
