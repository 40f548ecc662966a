import { withPaths } from '../output/columns.ts'
import { eventDisplayOf } from '../output/display.ts'
import type { Report } from '../report/report.ts'
import { NotReady } from '../setup/step.ts'
import { UnreadableSubmission } from '../submission/submission.ts'

/** How a command ends: all passed, something did not, the input cannot be read, not gradable, interrupted. */
export const EXIT = { passed: 0, failed: 1, unreadable: 2, notGradable: 3, interrupted: 130 } as const

/** The command line is wrong. */
export class Usage extends Error {
  override name = 'Usage'
}

/** The exit code that a report stands for. */
export function exitCodeOf({ gradable, score, outOf }: Report): number {
  if (!gradable) return EXIT.notGradable
  return score === outOf ? EXIT.passed : EXIT.failed
}

/** Ends the process with one message and the code for the error; a stack trace only for unexpected errors. */
export function exitWith(error: unknown): never {
  const isTheirs = error instanceof UnreadableSubmission || error instanceof Usage
  const isForeseen = isTheirs || error instanceof NotReady || isFromSystem(error)
  console.error(isForeseen ? inColumns(error as Error) : error)
  process.exit(isTheirs ? EXIT.unreadable : EXIT.notGradable)
}

/** The message of an error as it is shown. That of a {@link Usage} ends with the help, which has its own columns. */
function inColumns(error: Error): string {
  if (error instanceof Usage) return error.message
  return withPaths(error.message, eventDisplayOf(process.stderr).columns)
}

/** A full disk or a folder that may not be written to: the system's own sentence names the file. */
function isFromSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
