import { statfs } from 'node:fs/promises'
import { ensureParts } from '../parts/parts.ts'
import { $ } from '../parts/shell.ts'
import { NotReady } from '../parts/step.ts'
import { startWorker } from './worker.ts'

/** What grades are run on. */
export interface Machine {
  start: typeof startWorker
  /**
   * Whether Docker did not answer; it does again by then. Throws {@link NotReady} where it cannot be started, or where
   * there is no room for another grade on the disk of this folder.
   */
  mend(out: string, signal: AbortSignal): Promise<boolean>
}

/** In bytes, more than the report of a grade and its evidence take. */
const LEAST_ROOM = 2 ** 20

/** The machine that this process runs on. */
export const thisMachine: Machine = {
  start: startWorker,
  async mend(out, signal) {
    const { bavail, bsize } = await statfs(out)
    if (bavail * bsize < LEAST_ROOM)
      throw new NotReady(
        `There is no room left on the disk of ${out}. Make some, and run the same command again: it goes on where it was.`,
      )
    const { exitCode } = await $({ timeout: '20s' })`docker version`
    if (exitCode === 0) return false
    await ensureParts(signal)
    return true
  },
}
