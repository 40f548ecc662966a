import type { Source } from './catalogue.ts'
import { PullFailed } from './pull.ts'

/** The platform to ask for instead where an image is not there for this architecture, and Docker can emulate the one it is there for. */
export function emulationOf(
  { isForAmd64Only }: Source,
  architecture: string,
  error: unknown,
): string | undefined {
  const isOther = error instanceof PullFailed && error.why === 'other architecture'
  return isOther && isForAmd64Only && architecture !== 'amd64' ? 'linux/amd64' : undefined
}

/** Whether an image of the architecture that was found may run on this one, emulated if need be. Docker also pulls what does not fit. */
export function isRightFor({ isForAmd64Only }: Source, architecture: string, found: string): boolean {
  return found === architecture || (isForAmd64Only === true && found === 'amd64')
}

/** What a program's end says of an emulator that is not there. */
export const lacksEmulation = (words: string) => /exec format error/i.test(words)
