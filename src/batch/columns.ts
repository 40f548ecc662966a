import { Usage } from '../cli/exit.ts'

/** What a roster may say of a learner. */
type Column = 'submission' | 'name' | 'login' | 'email' | 'section' | 'id'

/** One row, by what it says; of a cell that is empty nothing. */
type CellOf = (column: Column) => string | undefined

const COLUMNS: Column[] = ['submission', 'name', 'login', 'email', 'section', 'id']

/** Columns of Classroom 50's roster: `username,first_name,last_name,email,section,github_id,role`. */
const CLASSROOM = { username: 'username', first: 'first_name', last: 'last_name', role: 'role' }

/** Theirs too, and of no use here. */
const UNUSED = ['github_id']

/** How a roster's rows are to be read. */
export interface Header {
  /** Whether its rows say themselves where what was handed in is. */
  hasSubmissions: boolean
  cellOf(cells: string[]): CellOf
  /** What a row is of that is no student's: `teacher`, `ta`… */
  staffRole(cells: string[]): string | undefined
}

/**
 * Reads the first line of a roster. Throws a `Usage` where it is none: a learner's submission must be named, or their
 * login. `tell` is told of columns that are not read.
 */
export function readHeader(written: string[], file: string, tell: (note: string) => void): Header {
  const names = written.map((name) => name.trim().toLowerCase())
  const known = [...COLUMNS, ...Object.values(CLASSROOM)]
  const has = (name: string) => names.includes(name)
  if (![...(['submission', 'login'] as string[]), CLASSROOM.username].some(has)) {
    const there = names.map((name) => `"${name}"`).join(', ')
    throw new Usage(
      `${file}:1: the first line is no header with a column "submission", "login" or "username": it has ${there}.`,
    )
  }
  const twice = known.find((name) => names.indexOf(name) !== names.lastIndexOf(name))
  if (twice) throw new Usage(`${file}:1: the header has the column "${twice}" twice.`)
  const unknown = names.filter((name) => ![...known, ...UNUSED].includes(name))
  if (unknown.length > 0) tell(`${file}:1: not read: ${unknown.map((name) => `"${name}"`).join(', ')}.`)

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
