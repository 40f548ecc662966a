import { createVitest } from 'vitest/node'
import { withoutSignalHandlers } from '../cli/interruption.ts'
import { Collector, type Results } from '../report/collector.ts'
import type { GradeWatcher } from '../report/progress.ts'
import { root } from '../setup/paths.ts'
import type { Submission } from '../submission/submission.ts'
import type { Section } from '../verdict/workshop.ts'
import { openBroker } from './broker.ts'
import type { Places } from './guests.ts'

/** The settings of a run of the specs. */
export interface Run {
  /** The project of `vitest.config.ts` that the specs belong to. */
  project: string
  /** The specs to run, from the project's own folder. */
  specs: string[]
  /** The sections of these specs; the results are put in their order. */
  sections: Section[]
  places: Places
  submission: Submission
  /** What some sections are given in its place, by their ids. */
  replaced?: Record<string, Submission>
  /** The folder for evidence. */
  reports: string
  /** Aborted to end the run early. */
  signal: AbortSignal
}

/** Runs a workshop's specs against a submission; hands on all results so far after each check. */
export async function runSpecs(
  { signal, project, specs, sections, places, submission, replaced = {}, reports }: Run,
  onResult: (results: Results) => void,
  progress: GradeWatcher,
): Promise<void> {
  if (signal.aborted) return
  const broker = await openBroker({ submission, replaced, sections, places })
  await broker.expect(sections, submission)
  const vitest = await withoutSignalHandlers(() =>
    createVitest('test', {
      root,
      watch: false,
      project,
      provide: { broker: broker.socket, submission, replaced, reports },
      reporters: [new Collector(onResult, progress, sections)],
    }),
  )
  const cancel = () => {
    progress.close()
    void vitest.cancelCurrentRun('keyboard-input')
    void broker.close()
  }
  signal.addEventListener('abort', cancel)
  try {
    await vitest.start(specs)
  } finally {
    progress.close()
    signal.removeEventListener('abort', cancel)
    await broker.close()
    await vitest.close()
  }
}
