import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { Usage } from '../cli/exit.ts'

/** A CSV file with a header; every cell is exactly as written. */
export interface Table {
  header: string[]
  lines: Line[]
}

/** One row below the header. */
export interface Line {
  cells: string[]
  /** The line of the file on which the row begins, from 1. */
  number: number
}

/**
 * Reads CSV with or without a byte order mark. The separator is the comma, semicolon or tab, whichever is
 * most frequent in the header. Empty lines are no rows. `file` names it in errors. Throws a `Usage` if it has
 * no header or is no CSV.
 */
export function readTable(text: string, file: string): Table {
  const [header, ...lines] = linesOf(text, file)
  if (!header) throw new Usage(`${file} is empty.`)
  return { header: header.cells, lines }
}

/** Rows as CSV, for a program to read: nothing in it is made harmless for a spreadsheet. */
export const renderTable = (rows: string[][]) => stringify(rows)

function linesOf(text: string, file: string): Line[] {
  const lines: Line[] = []
  try {
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      on_record(cells: string[], { lines: end }) {
        lines.push({ cells, number: end - cells.join('').replace(/[^\r\n]/g, '').length })
        return null
      },
    })
  } catch (error) {
    throw new Usage(`${file} is not CSV: ${(error as Error).message}`)
  }
  return lines
}

function separatorOf(text: string): string {
  const [head = ''] = text
    .replace(/"[^"]*"/g, '')
    .trimStart()
    .split(/[\r\n]/, 1)
  const count = (sign: string) => head.split(sign).length
  return [',', ';', '\t'].reduce((most, sign) => (count(sign) > count(most) ? sign : most))
}
