import { EXIT } from './exit.ts'

/** npm passes on a Ctrl-C that the terminal has sent here already. */
const SAME_KEYSTROKE_MS = 1000

/** A signal that is aborted by Ctrl-C or SIGTERM, so that what runs can clean up; a second one ends the process at once. */
export function interruption(): AbortController {
  const controller = new AbortController()
  let first = 0
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (controller.signal.aborted && Date.now() - first < SAME_KEYSTROKE_MS) return
      if (controller.signal.aborted) process.exit(EXIT.interrupted)
      first = Date.now()
      process.stderr.write('\nInterrupted; removing the cluster.\n')
      controller.abort(new Error('the run was interrupted'))
    })
  return controller
}
