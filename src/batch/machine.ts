import { ensureParts } from '../parts/parts.ts'
import { $ } from '../parts/shell.ts'
import { startWorker } from './worker.ts'

/** What grades are run on. */
export interface Machine {
  start: typeof startWorker
  /** Whether Docker did not answer; it does again by then. Throws `NotReady` where it cannot be started. */
  mend(signal: AbortSignal): Promise<boolean>
}

/** The machine that this process runs on. */
export const thisMachine: Machine = {
  start: startWorker,
  async mend(signal) {
    const { exitCode } = await $({ timeout: '20s' })`docker version`
    if (exitCode === 0) return false
    await ensureParts(signal)
    return true
  },
}
