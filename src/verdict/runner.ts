import { type RunnerTestFile, TestRunner } from 'vitest'

/**
 * Runs, with a check that was asked for alone (`-t`, or one line in an editor), the checks that it needs: without their
 * verdicts it would be blocked.
 */
export default class CheckRunner extends TestRunner {
  /** Set by Vitest: tells its reporters of files, and of which tests in them will run. */
  declare onCollected?: (files: RunnerTestFile[]) => Promise<void>

  async onBeforeRunFiles(files: RunnerTestFile[]): Promise<void> {
    const changed = files.filter(runNeeded)
    // They were told before, and would count what runs now as skipped.
    if (changed.length > 0) await this.onCollected?.(changed)
  }
}

/** Has the checks run that others of a file need. Returns whether there are any that were not to run. */
function runNeeded({ tasks }: RunnerTestFile): boolean {
  const needed = new Set<string>()
  let isChanged = false
  // A check needs only checks that are declared before it.
  for (const task of tasks.toReversed()) {
    if (task.mode === 'skip' && needed.has(task.name)) {
      task.mode = 'run'
      isChanged = true
    }
    if (task.mode === 'run') for (const id of task.meta.rule?.needs ?? []) needed.add(id)
  }
  return isChanged
}
