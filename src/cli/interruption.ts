import { EXIT } from './exit.ts'

/** npm passes on a Ctrl-C that the terminal has sent here already. */
const SAME_KEYSTROKE_MS = 1000

/** SIGHUP comes when the terminal is closed, and nothing can be written to it any more. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Vitest ends the process a millisecond after Ctrl-C; the cluster takes longer to remove. */
export async function withoutSignalHandlers<T>(create: () => Promise<T>): Promise<T> {
  const before = new Set(SIGNALS.flatMap((name) => process.listeners(name)))
  const created = await create()
  for (const name of SIGNALS)
    for (const listener of process.listeners(name)) if (!before.has(listener)) process.off(name, listener)
  return created
}

/** A signal that Ctrl-C, SIGTERM or the end of the terminal aborts, so that running work can clean up. A second one exits at once. */
export function interruption(): AbortController {
  const controller = new AbortController()
  let first = 0
  for (const name of SIGNALS)
    process.on(name, () => {
      if (controller.signal.aborted && Date.now() - first < SAME_KEYSTROKE_MS) return
      if (controller.signal.aborted) process.exit(EXIT.interrupted)
      first = Date.now()
      if (name === 'SIGHUP')
        for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
      process.stderr.write('\nInterrupted; removing the cluster.\n')
      controller.abort(new Error('the run was interrupted'))
    })
  return controller
}

/** Like {@link interruption}, in place of Vitest's own handlers. */
export function takeOverInterruption(): AbortController {
  for (const name of SIGNALS) process.removeAllListeners(name)
  return interruption()
}
