import { NotReady } from '../parts/step.ts'
import type { Report } from '../report/report.ts'
import { UnreadableSubmission } from '../submission/submission.ts'

/** How a command ends: all passed, something did not, the input cannot be read, not gradable, interrupted. */
export const EXIT = { passed: 0, failed: 1, unreadable: 2, notGradable: 3, interrupted: 130 } as const

/** The command line asks for something that there is not. */
export class Usage extends Error {
  override name = 'Usage'
}

/** The exit code that a report stands for. */
export function exitCodeOf({ gradable, score, outOf }: Report): number {
  if (!gradable) return EXIT.notGradable
  return score === outOf ? EXIT.passed : EXIT.failed
}

/** Ends the process with one message and the code for what went wrong; a stack only for what we did not foresee. */
export function exitWith(error: unknown): never {
  const isForeseen =
    error instanceof UnreadableSubmission || error instanceof NotReady || error instanceof Usage
  console.error(isForeseen ? error.message : error)
  process.exit(
    error instanceof UnreadableSubmission || error instanceof Usage ? EXIT.unreadable : EXIT.notGradable,
  )
}
