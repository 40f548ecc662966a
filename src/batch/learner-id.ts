import { createHash } from 'node:crypto'

const LONGEST = 80

/** Digits of a hash that tell two names apart, and by how many more where they do not. */
const DIGITS = 6

/**
 * Turns different names into ids that can name a folder on any file system: at most 80 letters, digits, `.`,
 * `_` and `-`, and not `.` or `-` first. Ids are unique, ignoring case: names that would share an id get a
 * hash of the name behind it, so each name has the same id in any order.
 */
export function idsOf(names: string[]): Map<string, string> {
  const ids = new Map(names.map((name) => [name, idOf(name, 0)]))
  for (let digits = DIGITS; digits <= 64; digits += DIGITS) {
    const clashing = clashesOf(ids)
    if (clashing.length === 0) break
    for (const name of clashing) ids.set(name, idOf(name, digits))
  }
  return ids
}

/** Names whose id is another's too. */
function clashesOf(ids: Map<string, string>): string[] {
  const counts = new Map<string, number>()
  for (const id of ids.values()) counts.set(id.toLowerCase(), (counts.get(id.toLowerCase()) ?? 0) + 1)
  return [...ids.keys()].filter((name) => (counts.get(ids.get(name)?.toLowerCase() ?? '') ?? 0) > 1)
}

function idOf(name: string, digits: number): string {
  const base = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
  // Of a name in another script nothing is left, and the next one of its kind must not change this one's id.
  if (base.replace(/-/g, '') === '') return `learner-${hashOf(name, Math.max(digits, DIGITS))}`
  if (digits === 0) return base.slice(0, LONGEST).replace(/(?<!-)-+$/, '')
  return `${base.slice(0, LONGEST - 1 - digits).replace(/(?<!-)-+$/, '')}-${hashOf(name, digits)}`
}

const hashOf = (name: string, digits: number) =>
  createHash('sha256').update(name).digest('hex').slice(0, digits)
