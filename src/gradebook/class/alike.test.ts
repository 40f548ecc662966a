import { expect, test } from 'vitest'
import type { Row } from '../row.ts'
import { seed } from '../sample/chance.ts'
import { findAlike } from './alike.ts'

const rowOf = (id: string, ...ownObjects: string[]): Row => ({
  learner: { id, name: id },
  standing: 'graded',
  ownObjects,
})
const idsOf = (rows: Row[]) => rows.map(({ learner }) => learner.id)

test.each([
  ['the same', ['a', 'b'], ['b', 'a'], true],
  ['the same, one of them twice', ['a', 'b'], ['b', 'a', 'b'], true],
  ['four of five', ['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd', 'e'], true],
  ['eight of ten', [...'abcdefghi'], [...'bcdefghij'], true],
  ['three of four', ['a', 'b', 'c'], ['a', 'b', 'c', 'd'], false],
  ['four of six', [...'abcde'], [...'abcdf'], false],
  ['a single one', ['a'], ['a'], false],
  ['none', [], [], false],
])('%s', (_, one, other, isAlike) =>
  expect(findAlike([rowOf('ada', ...one), rowOf('bob', ...other)])).toHaveLength(isAlike ? 1 : 0),
)

test('who is like one of a group belongs to it, in the roster’s order, and what all share is counted', () => {
  const rows = [
    rowOf('ada', ...'abcdefghijk'),
    rowOf('zoe', 'x', 'y'),
    rowOf('eve', ...'cdefghijklm'),
    rowOf('bob', ...'bcdefghijkl'),
    rowOf('yan', 'y', 'x'),
  ]
  expect(findAlike(rows).map((alike) => ({ ...alike, rows: idsOf(alike.rows) }))).toEqual([
    { rows: ['ada', 'eve', 'bob'], shared: 9, isSame: false },
    { rows: ['zoe', 'yan'], shared: 2, isSame: true },
  ])
})

test('nobody is in two groups', () => {
  const rows = [
    rowOf('ada', 'a', 'b', 'c', 'd'),
    rowOf('bob', 'd', 'c', 'b', 'a'),
    rowOf('eve', ...'abcde'),
    rowOf('zoe', ...'abcdef'),
  ]
  expect(findAlike(rows).map((alike) => idsOf(alike.rows))).toEqual([['ada', 'bob', 'eve', 'zoe']])
})

test('finds each pair that comparing all of them finds', () => {
  const chance = seed(7)
  const rows = Array.from({ length: 300 }, (_, i) => {
    const size = 2 + Math.floor(chance.next() * 8)
    return rowOf(`${i}`, ...Array.from({ length: size }, () => chance.of([...'abcdefghijkl'])))
  })
  const groups = findAlike(rows).map((alike) => new Set(alike.rows))
  const sets = rows.map(({ ownObjects }) => new Set(ownObjects))
  let pairs = 0
  for (const [i, one] of sets.entries())
    for (const [j, other] of sets.entries()) {
      const shared = [...one].filter((object) => other.has(object)).length
      const isAlike = shared >= 2 && shared / new Set([...one, ...other]).size >= 0.8
      if (i >= j || !isAlike) continue
      pairs += 1
      const both = [rows[i], rows[j]] as Row[]
      expect(groups.some((group) => both.every((row) => group.has(row)))).toBe(true)
    }
  expect(pairs).toBeGreaterThan(50)
})

test('two thousand with many objects in common are compared at once', () => {
  const chance = seed(8)
  const common = Array.from({ length: 8 }, () => chance.digest())
  const rows = Array.from({ length: 2000 }, (_, i) =>
    rowOf(`${i}`, ...common, ...Array.from({ length: 6 }, () => chance.digest())),
  )
  const start = performance.now()
  expect(findAlike(rows)).toEqual([])
  expect(performance.now() - start).toBeLessThan(5000)
})
