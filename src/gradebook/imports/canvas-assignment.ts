import { Usage } from '../../cli/exit.ts'

/** A column of Canvas' that holds the scores of one assignment. */
export interface Column {
  /** As Canvas writes it: `Title (12345)`. */
  header: string
  /** Counted from the first column that does not say who a student is. */
  index: number
}

/** What Canvas passes over on import, wherever in a header it stands. */
const COMPUTED = /(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)/

/**
 * Finds the assignment that is meant by its title, its number, or both as Canvas writes them, or the only one where
 * nothing is asked for; `points` is the row with the points possible. Throws a `Usage` that lists what there is.
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
  if (asked === undefined) throw new Usage(`Say which assignment of the Canvas export to fill:${list}`)
  throw new Usage(
    `${column ? 'More than one assignment' : 'No assignment'} of the Canvas export is ${asked}:${list}`,
  )
}

const isAssignment = (header: string) => /\(\d+\)$/.test(header) && !COMPUTED.test(header)

function isMeant(header: string, asked: string): boolean {
  const found = header.match(/\((\d+)\)$/)
  return [header, header.slice(0, found?.index).trimEnd(), found?.[1]].includes(asked)
}
