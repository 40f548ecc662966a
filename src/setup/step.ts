import { performance } from 'node:perf_hooks'
import { hang, truncate } from '../output/columns.ts'
import { type Display, eventDisplayOf } from '../output/display.ts'
import { LiveLines } from '../output/live-lines.ts'
import { sanitize, sanitizeLine } from '../output/sanitize.ts'

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
 * Runs one step of the set-up and prints a line with what it found or made, and its time. One that has a number shows on a
 * terminal, for as long as it takes, where it is; no two of these may run at a time.
 */
export async function step<T>(
  name: string,
  work: (tell: Tell) => Promise<T>,
  found: (result: T) => string,
  number?: StepNumber,
): Promise<T> {
  const started = performance.now()
  let latest = ''
  const lines =
    number &&
    new LiveLines(({ columns, color }) => [
      color.dim(truncate(renderLive(name, number, performance.now() - started, latest), columns)),
    ])
  const write = (text: string) => {
    const line = renderStep(name, text, eventDisplayOf(process.stderr))
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
    write(`${found(result)} ${renderTime(performance.now() - started)}`)
    return result
  } finally {
    lines?.close()
  }
}

/** Columns before the texts of a step. */
const INDENT = 20

/** What is said of a step. Paths and names of images in it stay whole. */
export function renderStep(name: string, text: string, { columns, color }: Display): string {
  const lines = hang(sanitize(text), INDENT, columns, { keepsWords: true })
  return `${color.dim('setup')}  ${name.padEnd(INDENT - 8)} ${lines}`
}

/** A time in milliseconds, formatted for the set-up's lines. */
export const renderTime = (milliseconds: number) => `(${(milliseconds / 1000).toFixed(1)} s)`

/** The line on a terminal for a step that still runs; `elapsed` in milliseconds. */
export function renderLive(name: string, [number, of]: StepNumber, elapsed: number, latest: string): string {
  const count = of > 1 ? `step ${number} of ${of}, ` : ''
  const where = `   ...  ${count}${name} (${Math.round(elapsed / 1000)} s)`
  const said = sanitizeLine(latest).trim()
  return said === '' ? where : `${where}: ${said}`
}
