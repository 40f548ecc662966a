import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** The rooms of `src/`: each may import from those before it, and from none behind it. */
const rooms = [
  'output',
  'setup',
  'submission',
  'cluster',
  'waiting',
  'diagnosis',
  'matchers',
  'workshop',
  'verdict',
  'report',
  'cli',
  'grade',
  'gradebook',
  'batch',
  'conformance',
  'doctor',
]

/** The rooms that know no workshop: its app is handed in. */
const engine = ['output', 'setup', 'submission', 'cluster', 'cli', 'doctor']

const src = fileURLToPath(new URL('../src', import.meta.url))
const roomOf = (file) => path.relative(src, file).split(path.sep)[0]
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => path.join(src, file))

test('every room has its place in the order', () =>
  expect([...new Set(files.map(roomOf))].sort()).toEqual(rooms.toSorted()))

test('imports point one way', () => {
  const arrows = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import|import\() ?'(\.[^']+)'/g)].map(
      ([, target = '']) => [file, path.resolve(path.dirname(file), target)],
    ),
  )
  expect(arrows.length).toBeGreaterThan(1000)
  const back = arrows.filter(([from, to]) => rooms.indexOf(roomOf(from)) < rooms.indexOf(roomOf(to)))
  expect(back.map((arrow) => arrow.map((file) => path.relative(src, file)).join(' → '))).toEqual([])
})

test.each(engine)('no app has a name in src/%s', (room) => {
  const naming = files.filter(
    (file) => roomOf(file) === room && /nanomon|postgres/i.test(readFileSync(file, 'utf8')),
  )
  expect(naming.map((file) => path.relative(src, file))).toEqual([])
})
