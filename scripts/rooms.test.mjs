import { expect, test } from 'vitest'
import { readFiles, reduce, roomOf, rooms } from './rooms.mjs'

const files = readFiles()

/** The room that knows the workshop and its app. No other names them: they are handed in. */
const knowing = 'workshop'

test('every room has its place in the order', () =>
  expect([...new Set(files.map(({ room }) => room))].sort()).toEqual(rooms.toSorted()))

test('imports point one way', () => {
  const arrows = files.flatMap(({ file, imports }) => imports.map((target) => [file, target]))
  expect(arrows.length).toBeGreaterThan(1000)
  const back = arrows.filter(([from, to]) => rooms.indexOf(roomOf(from)) < rooms.indexOf(roomOf(to)))
  expect(back.map((arrow) => arrow.join(' → '))).toEqual([])
})

test('an arrow is left out if a longer way leads there too', () => {
  const graph = new Map([
    ['a', []],
    ['b', ['a']],
    ['c', ['a', 'b']],
    ['d', ['a', 'b']],
    ['e', ['a', 'c', 'd']],
  ])
  expect(reduce(graph).map((arrow) => arrow.join('→'))).toEqual(['b→a', 'c→b', 'd→b', 'e→c', 'e→d'])
})

test.each(rooms.filter((room) => room !== knowing))('no app has a name in src/%s', (room) => {
  const naming = files.filter((one) => one.room === room && /nanomon|postgres/i.test(one.text))
  expect(naming.map(({ file }) => file)).toEqual([])
})
