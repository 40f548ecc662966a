import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { EXIT } from '../cli/exit.ts'
import { takeOverInterruption } from '../cli/interruption.ts'
import { displayOf } from '../output/display.ts'
import { renderProblem } from '../report/terminal.ts'
import { root } from '../setup/paths.ts'
import { ensureSetup } from '../setup/setup.ts'
import type { Workshop } from '../verdict/workshop.ts'
import { openBroker } from './broker.ts'
import { DryRun } from './dry-run.ts'
import { placesIn } from './places.ts'
import { readSubmission } from './read-submission.ts'
import { regradeOnChange } from './regrade.ts'
import { startFor } from './start-for.ts'
import { submittedFolder } from './submitted-folder.ts'

/**
 * Vitest's global set-up of a project that holds a workshop's specs. Run by Vitest alone, they grade the submission of
 * {@link submittedFolder} on a cluster that starts with the first check and is removed at the end. A command that runs
 * them provides the submission, and its own cluster.
 */
export const frontDoorOf = (workshop: Workshop) => async (project: TestProject) => {
  if ('submission' in project.getProvidedContext()) return
  const submission = await readSubmission(await submittedFolder(), workshop)
  const display = displayOf(process.stderr)
  for (const problem of submission.problems) console.error(renderProblem(problem, display))
  const { signal } = takeOverInterruption()
  const ending = new AbortController()
  const starting = AbortSignal.any([signal, ending.signal])
  const { sections } = workshop
  const mayChange = project.vitest.config.watch
  const { places, started, stop } = placesIn(async () =>
    startFor(
      { sections, submission, mayChange },
      await ensureSetup(workshop.app, starting),
      'fast',
      starting,
    ),
  )
  const broker = await openBroker({ submission, sections, places })
  project.provide('broker', broker.socket)
  project.provide('submission', submission)
  project.provide('reports', path.join(root, 'reports', submission.name))
  // A key that ends the first run is no signal to the process, and specs that wait for their place do not notice it.
  project.vitest.onCancel((reason) => {
    if (reason === 'keyboard-input') broker.refuse()
  })
  const dryRun = new DryRun(started, submission)
  if (mayChange)
    void regradeOnChange({ workshop, project, broker, dryRun, submission, signal: ending.signal })
  const close = async () => {
    ending.abort()
    await broker.close()
    await stop()
  }
  signal.addEventListener('abort', () => void close().finally(() => process.exit(EXIT.interrupted)))
  return close
}
