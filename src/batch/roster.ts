import { Usage } from '../cli/exit.ts'
import type { Learner } from '../gradebook/row.ts'
import { readTable } from '../gradebook/table.ts'
import { readHeader } from './columns.ts'
import { foldersByLogin } from './folder-of.ts'
import { idsOf } from './learner-id.ts'
import { locate } from './location.ts'

/** A learner, and the place of their submission. */
export interface Entry {
  learner: Learner
  submission: {
    /** A directory, or a repository that git can clone. */
    kind: 'folder' | 'git'
    /** A path below SUBMISSIONS, `/` between its parts; for `git` also a URL. */
    at: string
    /** Its line in the roster, from 1; none if there is only the directory. */
    line?: number
  }
}

/**
 * Reads a roster: CSV with a header. It needs a column `submission`, or the learners' logins; their folders
 * are then found among the `folders` of SUBMISSIONS. A learner without an `id` is known by their login, or
 * else by their submission. Tells `tell` once about columns and rows that are not read. Throws a `Usage` with
 * file and line if anything is not clear.
 */
export function readRoster(
  text: string,
  file: string,
  tell: (note: string) => void = console.warn,
  folders: () => string[] = () => [],
): Entry[] {
  const { header, lines } = readTable(text, file)
  const { hasSubmissions, cellOf, staffRole } = readHeader(header, file, tell)
  const rows = lines.map(({ cells, number }) => {
    const place = `${file}:${number}`
    if (cells.length !== header.length)
      throw new Usage(`${place}: the row has ${cells.length} cells, but the header has ${header.length}.`)
    return { of: cellOf(cells), role: staffRole(cells), number, place }
  })
  const students = rows.filter(({ role }) => role === undefined)
  const staff = rows.filter(({ role }) => role !== undefined)
  if (staff.length > 0)
    tell(
      `${file}: skipped, since their role is not student: ${staff.map(({ role, number }) => `${role} (line ${number})`).join(', ')}.`,
    )
  if (students.length === 0) throw new Usage(`${file}: there is no learner below the header.`)

  // Who was invited by email has no login yet.
  const named = students.map(({ of, place }) => ({ login: of('login') ?? of('email') ?? '', place }))
  const own = hasSubmissions
    ? undefined
    : foldersByLogin(
        named.filter(({ login }) => login !== ''),
        folders(),
      )
  const read = students.map(({ of, number, place }, i) => {
    const { kind, at, title } = locate(of('submission') ?? own?.get(named[i]?.login ?? '') ?? '', place)
    const known = { login: of('login'), email: of('email'), section: of('section') }
    const key = of('id') ?? known.login ?? (own ? known.email : undefined) ?? title
    return { key, name: of('name') ?? known.login ?? title, known, kind, at, number }
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

function checkKeys(read: { key: string; number: number }[], file: string) {
  const lines = new Map<string, number>()
  for (const { key, number } of read) {
    const before = lines.get(key)
    if (before)
      throw new Usage(`${file}:${number}: the learner ${JSON.stringify(key)} is already in line ${before}.`)
    lines.set(key, number)
  }
}

type Known = Pick<Learner, 'login' | 'email' | 'section'>

function withoutEmpty({ login, email, section }: { [Key in keyof Known]-?: string | undefined }): Known {
  return { ...(login && { login }), ...(email && { email }), ...(section && { section }) }
}
