import { Usage } from '../cli/exit.ts'

/** The columns that a roster may have. */
type Column = 'submission' | 'name' | 'login' | 'email' | 'section' | 'id'

/** One row's cells by column; nothing for an empty cell. */
type CellOf = (column: Column) => string | undefined

const COLUMNS: Column[] = ['submission', 'name', 'login', 'email', 'section', 'id']

/** Columns of Classroom 50's roster: `username,first_name,last_name,email,section,github_id,role`. */
const CLASSROOM = { username: 'username', first: 'first_name', last: 'last_name', role: 'role' }

/** Theirs too, and of no use here. */
const UNUSED = ['github_id']

/** How to read a roster's rows. */
export interface Header {
  /** Whether its rows say themselves where what was handed in is. */
  hasSubmissions: boolean
  cellOf(cells: string[]): CellOf
  /** The role in a row that is not a student's: `teacher`, `ta`… */
  staffRole(cells: string[]): string | undefined
}

/**
 * Reads the header of a roster. Throws a `Usage` if it has no column that names a learner's submission or
 * login. Tells `tell` about columns that are not read.
 */
export function readHeader(written: string[], file: string, tell: (note: string) => void): Header {
  const names = written.map((name) => name.trim().toLowerCase())
  const known = [...COLUMNS, ...Object.values(CLASSROOM)]
  const has = (name: string) => names.includes(name)
  if (![...(['submission', 'login'] as string[]), CLASSROOM.username].some(has)) {
    const there = names.map((name) => `"${name}"`).join(', ')
    throw new Usage(
      `${file}:1: the header needs a column "submission", "login" or "username", but has ${there}.`,
    )
  }
  const twice = known.find((name) => names.indexOf(name) !== names.lastIndexOf(name))
  if (twice) throw new Usage(`${file}:1: the header has the column "${twice}" twice.`)
  const unknown = names.filter((name) => ![...known, ...UNUSED].includes(name))
  if (unknown.length > 0)
    tell(`${file}:1: columns that are not read: ${unknown.map((name) => `"${name}"`).join(', ')}.`)

  const cell = (cells: string[], name: string) => cells[names.indexOf(name)]?.trim() || undefined
  return {
    hasSubmissions: has('submission'),
    cellOf: (cells) => (column) => {
      const said = cell(cells, column)
      if (column === 'login') return said ?? cell(cells, CLASSROOM.username)
      if (column !== 'name' || said) return said
      return (
        [CLASSROOM.first, CLASSROOM.last].flatMap((name) => cell(cells, name) ?? []).join(' ') || undefined
      )
    },
    staffRole(cells) {
      const role = cell(cells, CLASSROOM.role)?.toLowerCase()
      return role === 'student' ? undefined : role
    },
  }
}
