import { noteMistakes } from '../diagnosis/files/notes.ts'
import { limited, loadSubmission, type Submission } from '../submission/submission.ts'
import type { Workshop } from '../verdict/workshop.ts'

/**
 * Reads a folder as a submission to grade. Its problems include the mistakes that its files alone show, so that a
 * learner reads them before a cluster is there. Throws `UnreadableSubmission` if the folder cannot be opened.
 */
export async function readSubmission(
  directory: string,
  workshop: Pick<Workshop, 'app' | 'complete'>,
): Promise<Submission> {
  const submission = await loadSubmission(directory, workshop.app)
  const mistakes = noteMistakes(submission, await workshop.complete(submission))
  return { ...submission, problems: [...submission.problems, ...limited(mistakes)] }
}
