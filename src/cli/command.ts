import { EXIT, exitWith } from './exit.ts'
import { interruption } from './interruption.ts'

/** Runs a command and exits with its code. If it was interrupted, exits with the code for that. */
export async function runCommand(main: (signal: AbortSignal) => Promise<number>): Promise<never> {
  const { signal } = interruption()
  try {
    const code = await main(signal)
    process.exit(signal.aborted ? EXIT.interrupted : code)
  } catch (error) {
    if (signal.aborted) process.exit(EXIT.interrupted)
    exitWith(error)
  }
}
