import { Usage } from '../../cli/exit.ts'

/** A Canvas column with the scores of one assignment. */
export interface Column {
  /** As Canvas writes it: `Title (12345)`. */
  header: string
  /** Counted from the first column that does not say who a student is. */
  index: number
}

/** Columns that Canvas ignores on import. */
const COMPUTED = /(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)/

/**
 * Finds an assignment by its title, its number, or both as Canvas writes them; if none is named, the only
 * one. `points` is the row with the points possible. Throws a `Usage` that lists the assignments if not
 * exactly one fits.
 */
export function chooseAssignment(headers: string[], points: string[] = [], asked?: string): Column {
  const all = headers
    .map((header, index) => ({ header, index }))
    .filter(({ header, index }) => isAssignment(header) && !/read\s+only/.test(points[index] ?? ''))
  const [column, ...more] =
    asked === undefined ? all : all.filter(({ header }) => isMeant(header, asked.trim()))
  if (column && more.length === 0) return column
  const list = all.map(({ header }) => `\n  ${header}`).join('')
  if (list === '') throw new Usage('The Canvas export has no assignment.')
  if (asked === undefined)
    throw new Usage(`The Canvas export has several assignments; name one with --assignment:${list}`)
  throw new Usage(
    `${column ? 'More than one assignment' : 'No assignment'} in the Canvas export matches ${asked}:${list}`,
  )
}

const isAssignment = (header: string) => /\(\d+\)$/.test(header) && !COMPUTED.test(header)

function isMeant(header: string, asked: string): boolean {
  const found = header.match(/\((\d+)\)$/)
  return [header, header.slice(0, found?.index).trimEnd(), found?.[1]].includes(asked)
}
