import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { Usage } from '../cli/exit.ts'

/** A CSV file with a header, every cell exactly as it is written there. */
export interface Table {
  header: string[]
  lines: Line[]
}

/** One row below the header. */
export interface Line {
  cells: string[]
  /** Of the file, counted from 1: where the row begins. */
  number: number
}

/**
 * Reads CSV with or without a byte order mark, separated by commas, semicolons or tabs, whichever the header has most
 * of; a line with nothing in any cell is no row. `file` is what an error calls it. Throws a `Usage` where there is no header or no CSV.
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
