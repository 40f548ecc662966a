import { readdir } from 'node:fs/promises'
import { fixture, root } from '../setup/paths.ts'
import { answerIn } from '../submission/answer.ts'

/**
 * The folder to grade if a command is given none: the one that `SUBMISSION` names, or else `submission/` if it holds
 * anything, as in a learner's fork, or else the reference.
 */
export async function submittedFolder(): Promise<string> {
  const { SUBMISSION } = process.env
  if (SUBMISSION) return SUBMISSION
  const own = await answerIn(root)
  const names = await readdir(own).catch(() => [])
  return names.some((name) => !name.startsWith('.')) ? own : fixture('reference')
}
