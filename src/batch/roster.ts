import { Usage } from '../grade/exit.ts'
import type { Learner } from '../gradebook/row.ts'
import { readTable } from '../gradebook/table.ts'
import { idsOf } from './learner-id.ts'
import { locate } from './location.ts'

/** A learner, and where what they handed in is. */
export interface Entry {
  learner: Learner
  submission: {
    /** A directory, or what git can clone. */
    kind: 'folder' | 'git'
    /** A path below SUBMISSIONS, `/` between its parts; for `git` also a URL. */
    at: string
    /** Of the roster, counted from 1; none where the directory itself is all that is known. */
    line?: number
  }
}

const COLUMNS = ['submission', 'name', 'login', 'email', 'section', 'id'] as const

type Column = (typeof COLUMNS)[number]

/**
 * Reads a roster: CSV with a header that names at least `submission`. A learner without an `id` is known by their
 * login, and without that by their submission. `tell` is told once of columns that are not read. Throws a `Usage` with
 * file and line for what is not clear.
 */
export function readRoster(text: string, file: string, tell: (note: string) => void = console.warn): Entry[] {
  const { header, lines } = readTable(text, file)
  const names = header.map((name) => name.trim().toLowerCase())
  checkHeader(names, file, tell)
  if (lines.length === 0) throw new Usage(`${file}: there is no learner below the header.`)

  const read = lines.map(({ cells, number }) => {
    const place = `${file}:${number}`
    if (cells.length !== header.length) {
      throw new Usage(`${place}: the row has ${cells.length} cells, and the header ${header.length}.`)
    }
    const cellOf = (column: Column) => cells[names.indexOf(column)]?.trim() || undefined
    const { kind, at, title } = locate(cellOf('submission') ?? '', place)
    const known = { login: cellOf('login'), email: cellOf('email'), section: cellOf('section') }
    const key = cellOf('id') ?? known.login ?? title
    return { key, name: cellOf('name') ?? known.login ?? title, known, kind, at, number }
  })
  checkKeys(read, file)

  const ids = idsOf(read.map(({ key }) => key))
  return read.map(({ key, name, known, kind, at, number }) => ({
    learner: { id: ids.get(key) ?? key, name, ...withoutEmpty(known) },
    submission: { kind, at, line: number },
  }))
}

/** A learner for each directory below SUBMISSIONS, sorted as people sort: 2 before 10. */
export function rosterOf(folderNames: string[]): Entry[] {
  const ids = idsOf(folderNames)
  const { compare } = new Intl.Collator('en', { numeric: true })
  return folderNames
    .toSorted((one, other) => compare(one, other) || (one < other ? -1 : 1))
    .map((name) => ({
      learner: { id: ids.get(name) ?? name, name },
      submission: { kind: 'folder', at: name },
    }))
}

function checkHeader(names: string[], file: string, tell: (note: string) => void) {
  const has = names.map((name) => `"${name}"`).join(', ')
  if (!names.includes('submission')) {
    throw new Usage(`${file}:1: the first line is no header with a column "submission": it has ${has}.`)
  }
  const twice = COLUMNS.find((column) => names.indexOf(column) !== names.lastIndexOf(column))
  if (twice) throw new Usage(`${file}:1: the header has the column "${twice}" twice.`)
  const unknown = names.filter((name) => !COLUMNS.some((column) => column === name))
  if (unknown.length > 0) tell(`${file}:1: not read: ${unknown.map((name) => `"${name}"`).join(', ')}.`)
}

function checkKeys(read: { key: string; number: number }[], file: string) {
  const lines = new Map<string, number>()
  for (const { key, number } of read) {
    const before = lines.get(key)
    if (before)
      throw new Usage(`${file}:${number}: the learner ${JSON.stringify(key)} is in line ${before} already.`)
    lines.set(key, number)
  }
}

type Known = Pick<Learner, 'login' | 'email' | 'section'>

function withoutEmpty({ login, email, section }: { [Key in keyof Known]-?: string | undefined }): Known {
  return { ...(login && { login }), ...(email && { email }), ...(section && { section }) }
}
