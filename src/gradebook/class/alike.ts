import type { Row } from '../row.ts'

/** Learners whose own objects are the same or nearly the same. */
export interface Alike {
  rows: Row[]
  /** Objects that all of them have. */
  shared: number
  /** Whether they have no others. */
  isSame: boolean
}

/** Of the objects that either of two has, the share that both have. */
const LIKENESS = 0.8

/** One object in common is chance. */
const FEWEST = 2

interface Own {
  objects: string[]
  rows: Row[]
  group: Own[]
}

/**
 * Groups learners whose own objects are the same or nearly the same; groups with the most shared objects
 * first.
 */
export function findAlike(rows: Row[]): Alike[] {
  const owns = collect(rows)
  join(owns)
  const groups = [...new Set(owns.map(({ group }) => group))]
  return groups
    .map((group) => {
      const [first, ...others] = group.map(({ objects }) => new Set(objects))
      const shared = [...(first ?? [])].filter((object) => others.every((other) => other.has(object)))
      const members = new Set(group.flatMap((own) => own.rows))
      return {
        rows: rows.filter((row) => members.has(row)),
        shared: shared.length,
        isSame: others.length === 0,
      }
    })
    .filter((alike) => alike.rows.length > 1)
    .sort((a, b) => b.shared - a.shared || b.rows.length - a.rows.length)
}

/** Whoever has the very same objects is one here; a set's rarest objects come first. */
function collect(rows: Row[]): Own[] {
  const sets = rows.map(({ ownObjects }) => [...new Set(ownObjects)])
  const counts = new Map<string, number>()
  for (const object of sets.flat()) counts.set(object, (counts.get(object) ?? 0) + 1)
  const count = (object: string) => counts.get(object) ?? 0
  const owns = new Map<string, Own>()
  for (const [i, row] of rows.entries()) {
    const objects = (sets[i] ?? []).sort((a, b) => count(a) - count(b) || (a < b ? -1 : 1))
    if (objects.length < FEWEST) continue
    const key = JSON.stringify(objects)
    const own = owns.get(key) ?? { objects, rows: [], group: [] }
    own.rows.push(row)
    owns.set(key, own)
  }
  return [...owns.values()].map((own) => Object.assign(own, { group: [own] }))
}

// Two sets that are alike have one of their few rarest objects in common, so that not every pair is compared.
function join(owns: Own[]): void {
  const seen = new Map<string, Own[]>()
  for (const own of owns) {
    const rarest = own.objects.slice(0, own.objects.length - leastShared(own) + 1)
    for (const object of rarest) {
      const others = seen.get(object) ?? []
      for (const other of others) if (other.group !== own.group && isAlike(own, other)) merge(own, other)
      seen.set(object, [...others, own])
    }
  }
}

const leastShared = ({ objects }: Own) => Math.ceil(objects.length * LIKENESS - 1e-9)

function isAlike(a: Own, b: Own): boolean {
  const other = new Set(b.objects)
  const shared = a.objects.filter((object) => other.has(object)).length
  return shared >= FEWEST && shared / (a.objects.length + b.objects.length - shared) >= LIKENESS
}

function merge(a: Own, b: Own): void {
  const [large, small] = a.group.length < b.group.length ? [b.group, a.group] : [a.group, b.group]
  large.push(...small)
  for (const own of small) own.group = large
}
