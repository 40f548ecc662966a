import { performance } from 'node:perf_hooks'
import color from 'picocolors'

/** Something that must be there before a cluster can start is not, and cannot be had: the run is not gradable. */
export class NotReady extends Error {
  override name = 'NotReady'
}

/** Runs one step of the set-up and prints a line with what it found or made, and its time. */
export async function step<T>(
  name: string,
  work: () => Promise<T>,
  found: (result: T) => string,
): Promise<T> {
  const started = performance.now()
  const result = await work()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stderr.write(
    `${color.dim('setup')}  ${name.padEnd(12)} ${found(result)} ${color.dim(`(${seconds} s)`)}\n`,
  )
  return result
}
