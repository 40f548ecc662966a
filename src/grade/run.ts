import { createVitest } from 'vitest/node'
import { withoutSignalHandlers } from '../cli/interruption.ts'
import type { Address } from '../cluster/start.ts'
import type { TestNamespace } from '../cluster/test-namespaces.ts'
import { Collector, type Results } from '../report/collector.ts'
import { type GradeWatcher, Progress } from '../report/progress.ts'
import { root } from '../setup/paths.ts'
import type { Submission } from '../submission/submission.ts'
import type { Section } from '../verdict/workshop.ts'

/** The settings of a run of the specs. */
export interface Run {
  /** The project of `vitest.config.ts` that the specs belong to. */
  project: string
  /** The specs to run, from the project's own folder. */
  specs: string[]
  /** Puts the results in their order. */
  sections: Section[]
  address: Address
  submission: Submission
  /** The test Namespace of each section, by the section's id. */
  namespaces: Record<string, TestNamespace>
  /** The folder for evidence. */
  reports: string
  /** Aborted to end the run early. */
  signal: AbortSignal
}

/** Runs a workshop's specs against a submission on a cluster; hands on all results so far after each check. */
export async function runSpecs(
  { signal, project, specs, sections, ...provide }: Run,
  onResult: (results: Results) => void,
  progress: GradeWatcher = new Progress(),
): Promise<void> {
  const vitest = await withoutSignalHandlers(() =>
    createVitest('test', {
      root,
      watch: false,
      project,
      provide,
      reporters: [new Collector(onResult, progress, sections)],
    }),
  )
  const cancel = () => {
    progress.close()
    void vitest.cancelCurrentRun('keyboard-input')
  }
  signal.addEventListener('abort', cancel)
  try {
    await vitest.start(specs)
  } finally {
    signal.removeEventListener('abort', cancel)
    await vitest.close()
  }
}
