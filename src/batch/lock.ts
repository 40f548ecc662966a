import path from 'node:path'
import { lock } from 'proper-lockfile'
import { Usage } from '../cli/exit.ts'

/** How long after its last sign of life a batch is taken for dead. */
const STALE_MS = 10_000

/** Keeps other batches out of a gradebook until it is released. Throws {@link Usage} where one is at work; one that was killed is waited for until it counts as dead. */
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
    throw new Usage(`Another batch is at work on ${folder}. Wait for its end, or choose another --out.`)
  }
}
