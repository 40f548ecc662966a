import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { asSeen } from '../output/sanitize.ts'

/** How the Pods of a workload are at one look. */
interface PodCounts {
  running: number
  pending: number
  /** How many the node has room for. */
  fits: number
}

/** From a moment on a thing is in a state; an empty one says that it is gone. */
interface Change {
  thing: string
  state: string
}

/** Something seen at a time, in milliseconds since the epoch. */
export type Timed<Row> = Row & { time: number }

/** What the running check has seen, for its pictures. */
interface Record {
  folder: string
  pods: Timed<PodCounts>[]
  life: Timed<Change>[]
}

/** Rows of one table: a check that looks every second takes a tenth of this. */
const MOST_ROWS = 5000

/** A global for the same reasons as the watch in `src/waiting/progress.ts`. */
let current: Record | undefined

/** Begins the record of a check, whose evidence is kept in this folder. */
export function openRecord(folder: string): void {
  current = { folder, pods: [], life: [] }
}

/** The folder for the evidence of the running check, if it has a record. */
export const folderOfRecord = () => current?.folder

/** Notes how many Pods run and how many are Pending. */
export function notePods(counts: PodCounts, time = Date.now()): void {
  if (current && current.pods.length < MOST_ROWS) current.pods.push({ time, ...counts })
}

/** Notes that a thing is in a state from now on, or from a time (in milliseconds since the epoch); nothing if it was before. */
export function noteState(thing: string, state: string, time = Date.now()): void {
  if (!current || current.life.length === MOST_ROWS || stateOf(current, thing) === state) return
  current.life.push({ time, thing, state })
}

const stateOf = ({ life }: Record, thing: string) => life.findLast((change) => change.thing === thing)?.state

/**
 * Ends the record of the running check, and writes what there is of it into its folder: `pods.csv`, `life.csv`. Never
 * throws: a check does not fail for want of a picture.
 */
export async function keepRecord(time = Date.now()): Promise<void> {
  const record = current
  current = undefined
  if (!record) return
  const { folder, pods, life } = record
  const last = [...new Set(life.map(({ thing }) => thing))]
    .map((thing) => ({ time, thing, state: stateOf(record, thing) ?? '' }))
    .filter(({ state }) => state !== '')
  await writeTable(folder, 'pods.csv', ['running', 'pending', 'fits'], pods)
  await writeTable(folder, 'life.csv', ['thing', 'state'], [...life, ...last])
}

/**
 * Writes rows as CSV in the order of their times, which become seconds since the first; writes nothing if there are none.
 * Never throws.
 */
export async function writeTable<Row extends object>(
  folder: string,
  name: string,
  columns: readonly (keyof Row & string)[],
  rows: Timed<Row>[],
): Promise<void> {
  if (rows.length === 0) return
  const sorted = rows.toSorted((one, other) => one.time - other.time)
  const began = sorted[0]?.time ?? 0
  const lines = sorted.map((row) => [
    ((row.time - began) / 1000).toFixed(1),
    ...columns.map((column) => asSeen(`${row[column] ?? ''}`)),
  ])
  await mkdir(folder, { recursive: true })
    .then(() => writeFile(path.join(folder, name), stringify([['seconds', ...columns], ...lines])))
    .catch(() => undefined)
}
