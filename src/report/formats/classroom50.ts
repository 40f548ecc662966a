import type { CheckResult, Report } from '../report.ts'
import { renderPlain } from './plain.ts'

/** The variables that Classroom 50's runner sets for an autograder, and that a result must repeat. */
export const CLASSROOM50_VARIABLES = [
  'CLASSROOM',
  'ASSIGNMENT',
  'OWNER',
  'SUBMISSION_TAG',
  'COMMIT_URL',
  'RELEASE_URL',
]

/**
 * A report as Classroom 50's `result.json`, for the submission that the environment names. Nothing if the run is not
 * gradable: an autograder says that by its exit code, and Classroom 50 writes the result.
 */
export function renderClassroom50(report: Report, environment: NodeJS.ProcessEnv): string | undefined {
  const { startedAt, score, outOf, gradable, checks } = report
  if (!gradable) return undefined
  const {
    CLASSROOM,
    ASSIGNMENT,
    ASSIGNMENT_TYPE,
    OWNER,
    SUBMISSION_TAG,
    COMMIT_URL,
    RELEASE_URL,
    REVIEW_URL,
  } = environment
  const gradedAt = `${startedAt.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`
  const result = {
    schema: 'classroom50/result/v1',
    classroom: CLASSROOM,
    assignment: ASSIGNMENT,
    assignment_type: ASSIGNMENT_TYPE || 'individual',
    owner: OWNER,
    submission: SUBMISSION_TAG,
    commit: COMMIT_URL,
    release: RELEASE_URL,
    review: REVIEW_URL || COMMIT_URL,
    // The runner knows when the commit was made, and writes that.
    datetime: gradedAt,
    graded_at: gradedAt,
    score,
    'max-score': outOf,
    tests: checks.map(renderTest),
  }
  return `${JSON.stringify(result, null, 2)}\n`
}

function renderTest(check: CheckResult) {
  const { id, verdict, points, outOf } = check
  return {
    'test-name': id,
    passed: verdict === 'pass',
    score: points,
    'max-score': outOf,
    output: renderPlain(check),
  }
}
