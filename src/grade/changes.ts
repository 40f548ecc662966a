import { setTimeout as pause } from 'node:timers/promises'
import { digestFound, type Submission } from '../submission/submission.ts'

/**
 * How often a submission is looked at. Looking is a few milliseconds of work, and sees what file events miss: a folder that
 * is removed and comes back, a file system of another machine.
 */
const LOOK_MS = 250

/** How soon it is looked at again once it has changed. */
const AGAIN_MS = 100

/**
 * Yields whenever what is found in the folder of a submission that was read has changed, was removed, or came back, until
 * the signal is aborted. An editor writes a file in several steps: a change counts once two looks in a row see the same.
 */
export async function* changesOf(
  { root, digest }: Pick<Submission, 'root' | 'digest'>,
  signal: AbortSignal,
): AsyncGenerator<void> {
  const first = await look(root)
  let told = first.digest === digest ? first.found : undefined
  for (let last = told; !signal.aborted; ) {
    await pause(last === told ? LOOK_MS : AGAIN_MS, undefined, { signal }).catch(() => {})
    const { found: seen } = await look(root)
    if (seen === last && seen !== told && !signal.aborted) {
      told = seen
      yield
    }
    last = seen
  }
}

/** A folder that cannot be read is a state of its own. */
const look = (directory: string) =>
  digestFound(directory).catch(({ message }: Error) => ({ digest: message, found: message }))
