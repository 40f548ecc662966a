import { createVitest } from 'vitest/node'
import { withoutSignalHandlers } from '../cli/interruption.ts'
import type { Seat } from '../cluster/seat.ts'
import type { Address } from '../cluster/start.ts'
import { Collector, type Results } from '../report/collector.ts'
import { Progress, type Watcher } from '../report/progress.ts'
import { root } from '../setup/places.ts'
import type { Submission } from '../submission/submission.ts'
import { type Section, sectionNames, sections } from '../workshop/sections.ts'

/** What the specs are run with. */
export interface Run {
  address: Address
  submission: Submission
  /** Where to grade which section; the others are not graded. */
  seats: Partial<Record<Section, Seat>>
  /** The files to run; the workshop's of these sections if not given. */
  specs?: string[]
  /** The folder for evidence. */
  reports: string
  /** Aborted to end the run early. */
  signal: AbortSignal
}

/** Runs the workshop's specs against a submission on a cluster; hands on all results so far after each check. */
export async function runSpecs(
  { signal, specs, ...provide }: Run,
  onResult: (results: Results) => void,
  progress: Watcher = new Progress(),
): Promise<void> {
  const vitest = await withoutSignalHandlers(() =>
    createVitest('test', {
      root,
      watch: false,
      project: specs ? 'calibration' : 'workshop',
      provide,
      reporters: [new Collector(onResult, progress)],
    }),
  )
  const cancel = () => {
    progress.close()
    void vitest.cancelCurrentRun('keyboard-input')
  }
  signal.addEventListener('abort', cancel)
  try {
    await vitest.start(specs ?? sectionNames.filter((name) => provide.seats[name]).map(specOf))
  } finally {
    signal.removeEventListener('abort', cancel)
    await vitest.close()
  }
}

const specOf = (section: Section) => `specs/workshop/${sections[section].number}-${section}`
