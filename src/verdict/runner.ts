import { type RunnerTestFile, TestRunner } from 'vitest'

/**
 * Runs, with a check that was asked for alone (`-t`, or one line in an editor), the checks that it needs: without their
 * verdicts it would be blocked.
 */
export default class CheckRunner extends TestRunner {
  onBeforeRunFiles(files: RunnerTestFile[]): void {
    for (const { tasks } of files) {
      const needed = new Set<string>()
      // A check needs only checks that are declared before it.
      for (const task of tasks.toReversed()) {
        if (task.mode === 'skip' && needed.has(task.name)) task.mode = 'run'
        if (task.mode === 'run') for (const id of task.meta.rule?.needs ?? []) needed.add(id)
      }
    }
  }
}
