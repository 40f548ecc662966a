import type { Layer } from './defence.ts'

/** The outcome of one attack. */
export interface Row {
  name: string
  /** The layer that stops it. */
  stops?: Layer
  seconds: number
  /** What was seen instead, in words; empty if it was stopped. */
  wrong: string[]
  /** Why it could not be tried on this machine, if it could not. */
  untried?: string
  /** A figure that was taken meanwhile, in words. */
  measured?: string
}

const STOPPED_BY = 'stopped by'
const SECONDS = 'seconds'

/** The heading of the table of attacks with these names. */
export function renderHeading(names: string[]): string {
  return `${'attack'.padEnd(widthOf(names))}  ${STOPPED_BY}  ${SECONDS}`
}

/** One attack of the table: a line, and one more for everything that was seen instead. */
export function renderRow({ name, stops, seconds, wrong, untried, measured }: Row, names: string[]): string {
  const isStopped = wrong.length === 0 && untried === undefined
  const layer = ((isStopped && stops) || '-').padEnd(STOPPED_BY.length)
  const time = seconds.toFixed(0).padStart(SECONDS.length)
  const result = untried === undefined ? (isStopped ? 'ok' : 'WRONG') : `untried: ${untried}`
  const line = `${name.padEnd(widthOf(names))}  ${layer}  ${time}  ${result}${measured === undefined ? '' : ` (${measured})`}`
  return [line, ...wrong.map((what) => `       ${what}`)].join('\n')
}

const widthOf = (names: string[]) => Math.max(...names.map((name) => name.length), 'attack'.length)
