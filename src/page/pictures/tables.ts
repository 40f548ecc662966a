import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'

/** A row of a table of evidence: its time in seconds, and its other cells. */
export interface Row {
  seconds: number
  /** The number in a column; nothing if there is none. */
  number(column: string): number | undefined
  /** The text in a column, which may be empty. */
  text(column: string): string
}

/** What Assay writes stays far below; nothing larger is read. */
const MOST_BYTES = 1024 * 1024

/** Reads a table of evidence; no rows if it is not there, too large, or no such table. */
export function readTable(file: string): Row[] {
  try {
    if (statSync(file).size > MOST_BYTES) return []
    const lines: Record<string, string>[] = parse(readFileSync(file), { columns: true })
    return lines.map(toRow).filter(({ seconds }) => Number.isFinite(seconds))
  } catch {
    return []
  }
}

/** The file of a table of a check, from the folder of the report on. */
export const fileOfTable = (check: string, table: string) => path.posix.join('evidence', check, table)

function toRow(cells: Record<string, string>): Row {
  const number = (column: string) => {
    const value = Number.parseFloat(cells[column] ?? '')
    return Number.isFinite(value) ? value : undefined
  }
  return { seconds: number('seconds') ?? Number.NaN, number, text: (column) => cells[column] ?? '' }
}
