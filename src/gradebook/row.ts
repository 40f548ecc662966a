import type { Report } from '../report/report.ts'

/** One who hands in; what is known of them besides the folder is the roster's. */
export interface Learner {
  /** Names the learner in the journal, and their folder under `feedback/`: letters, digits, `.`, `_` and `-` alone. */
  id: string
  /** As people write it; the folder's own name where there is no roster. */
  name: string
  login?: string
  email?: string
  /** The group of learners that they belong to. */
  section?: string
}

/**
 * `graded`: the report counts. `not gradable`: an error of the grader's or of the machine's, which costs nothing.
 * `nothing handed in`: there is no folder. `not graded yet`: the batch has not come to it.
 */
export type Standing = 'graded' | 'not gradable' | 'nothing handed in' | 'not graded yet'

/** What the gradebook says of one learner. */
export interface Row {
  learner: Learner
  standing: Standing
  /** Why there is no grade, in one sentence, wherever there is none. */
  why?: string
  /** The last report, where one was written: also of a run that is not gradable. */
  report?: Report
  /** Digests of the objects that are neither the reference's nor the workshop's own words, however they are written. */
  ownObjects?: string[]
}
