import { EXIT } from './exit.ts'

/** A signal that is aborted by Ctrl-C or SIGTERM, so that what runs can clean up; a second one ends the process at once. */
export function interruption(): AbortController {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(EXIT.interrupted)
      process.stderr.write('\nInterrupted; removing the cluster.\n')
      controller.abort(new Error('the run was interrupted'))
    })
  return controller
}
