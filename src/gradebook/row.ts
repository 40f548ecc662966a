import type { Adjustment } from '../report/policy.ts'
import type { Report } from '../report/report.ts'

/** A learner; everything but the folder comes from the roster. */
export interface Learner {
  /** Names the learner in the journal, and their folder under `feedback/`: letters, digits, `.`, `_` and `-` alone. */
  id: string
  /** The name as people write it; the folder's name if there is no roster. */
  name: string
  login?: string
  email?: string
  /** The group of learners that they belong to. */
  section?: string
}

/**
 * `graded`: the report counts. `not gradable`: an error of the grader or the machine, which costs nothing.
 * `nothing handed in`: there is no folder. `not graded yet`: the batch has not reached it yet.
 */
export type Standing = 'graded' | 'not gradable' | 'nothing handed in' | 'not graded yet'

/** One learner's row of the gradebook. */
export interface Row {
  learner: Learner
  standing: Standing
  /** The reason in one sentence, if there is no grade. */
  why?: string
  /** The last report, if one was written, even of a run that is not gradable. */
  report?: Report
  /** Digests of the objects that differ from the reference's and the workshop's, in any spelling. */
  ownObjects?: string[]
  /** With a policy: what the policy does not show. */
  policy?: {
    /** The score that the rubric gives; none for who had no grade by the rubric. */
    rubric?: Pick<Report, 'score' | 'outOf'>
    /** Also of a learner who has no grade yet. */
    adjustment?: Adjustment
    /** The report as the learner sees it. */
    shown?: Report
  }
}

/** The folder of learners' files below a gradebook, and the one of everything that they may not see. */
export const FOLDERS = { feedback: 'feedback', complete: 'complete' } as const

/** In which of them the whole report of a row is. */
export const folderOfWhole = ({ policy }: Pick<Row, 'policy'>) =>
  policy?.shown?.policy?.shows === undefined ? FOLDERS.feedback : FOLDERS.complete
