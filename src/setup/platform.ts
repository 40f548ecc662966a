import type { ImageDefinition } from './catalogue.ts'
import { PullFailed } from './pull.ts'
import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** The platform to ask for instead where an image is not there for this architecture, and Docker can emulate the one it is there for. */
export function emulationOf(
  { isForAmd64Only }: ImageDefinition,
  architecture: string,
  error: unknown,
): string | undefined {
  const isOther = error instanceof PullFailed && error.why === 'other architecture'
  return isOther && isForAmd64Only && architecture !== 'amd64' ? 'linux/amd64' : undefined
}

/** Whether an image of one architecture can run on another, emulated if need be. Docker pulls any. */
export function isRightFor(
  { isForAmd64Only }: ImageDefinition,
  architecture: string,
  found: string,
): boolean {
  return found === architecture || (isForAmd64Only === true && found === 'amd64')
}

/** In milliseconds; a program that cannot be emulated ends at once, and any other may go on. */
const PROBE_MS = 20_000

/**
 * Starts an amd64 image once. Throws {@link NotReady} if Docker's machine does not emulate amd64: Pods would
 * crash.
 */
export async function mustBeEmulated(image: string, architecture: string): Promise<void> {
  const made = await $`docker create --network none ${image}`
  if (made.exitCode !== 0) throw new NotReady(`docker create ${image} failed: ${lastWords(made)}`)
  const container = made.stdout.trim()
  const started = await $({ timeout: PROBE_MS })`docker start --attach ${container}`
  await $`docker rm --force --volumes ${container}`
  if (/exec format error/i.test(started.stderr + started.stdout))
    throw new NotReady(
      `${image} exists for amd64 only, and Docker on ${architecture} here does not emulate amd64 ("exec format error"). Switch emulation on (Docker Desktop: Settings, General, Rosetta; elsewhere \`docker run --privileged --rm tonistiigi/binfmt --install amd64\`), and try again.`,
    )
}
