import { EXIT, exitWith } from './exit.ts'
import { interruption } from './interruption.ts'

/** Runs a command to its exit code; interrupted, it ends with the code for that, whatever it was doing. */
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
