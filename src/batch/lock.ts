import path from 'node:path'
import { lock } from 'proper-lockfile'
import { Usage } from '../cli/exit.ts'

/** A batch without a sign of life for this long counts as dead, in milliseconds. */
const STALE_MS = 10_000

/**
 * Locks a gradebook against other batches until it is released. Throws {@link Usage} if another batch is at
 * work. After a killed batch, waits until it counts as dead.
 */
export async function lockGradebook(
  folder: string,
  lost: (error: Error) => void,
): Promise<() => Promise<void>> {
  const untilItIsDead = { retries: STALE_MS / 1000 + 2, factor: 1, minTimeout: 1000, maxTimeout: 1000 }
  try {
    return await lock(folder, {
      lockfilePath: path.join(folder, '.lock'),
      stale: STALE_MS,
      retries: untilItIsDead,
      onCompromised: lost,
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error
    throw new Usage(`Another batch is at work on ${folder}. Wait until it ends, or choose another --out.`)
  }
}
