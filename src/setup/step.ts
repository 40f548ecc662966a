import { performance } from 'node:perf_hooks'
import color from 'picocolors'
import { LiveLines } from '../output/live-lines.ts'
import { sanitizeLine } from '../output/sanitize.ts'

/** A part that a cluster needs is missing and cannot be made: the run is not gradable. */
export class NotReady extends Error {
  override name = 'NotReady'
}

/** Receives the progress of a step. */
export interface Tell {
  /** An event: prints a line that stays. */
  event(text: string): void
  /** The current activity: shown on a terminal only, each over the last. */
  now(text: string): void
}

/** Which step of how many. */
export type StepNumber = [number: number, of: number]

/**
 * Runs one step of the set-up and prints a line with what it found or made, and its time. One that has a number among
 * others shows on a terminal, for as long as it takes, where it is.
 */
export async function step<T>(
  name: string,
  work: (tell: Tell) => Promise<T>,
  found: (result: T) => string,
  number?: StepNumber,
): Promise<T> {
  const started = performance.now()
  let latest = ''
  const lines = number && new LiveLines(() => [renderLive(name, number, performance.now() - started, latest)])
  const write = (text: string) => {
    const line = `${color.dim('setup')}  ${name.padEnd(12)} ${text}`
    if (lines) lines.keep(line)
    else process.stderr.write(`${line}\n`)
  }
  const tell: Tell = {
    event: write,
    now(text) {
      latest = text
    },
  }
  try {
    const result = await work(tell)
    write(`${found(result)} ${color.dim(renderTime(performance.now() - started))}`)
    return result
  } finally {
    lines?.close()
  }
}

/** A time in milliseconds, formatted for the set-up's lines. */
export const renderTime = (milliseconds: number) => `(${(milliseconds / 1000).toFixed(1)} s)`

/** The line on a terminal for a step that still runs; `elapsed` in milliseconds. */
export function renderLive(name: string, [number, of]: StepNumber, elapsed: number, latest: string): string {
  const where = `   ...  step ${number} of ${of}, ${name} (${Math.round(elapsed / 1000)} s)`
  const said = sanitizeLine(latest).trim()
  return said === '' ? where : `${where}: ${said}`
}
