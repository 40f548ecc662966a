import { expect, test } from 'vitest'
import { withLinesAround } from './around.ts'
import { sampleResult } from './sample.ts'

const place = (line: number, text: string, file = 'set.yaml') => ({ file, line, column: 1, text })
const failed = (at: ReturnType<typeof place>) =>
  sampleResult('it', { verdict: 'fail', finding: { expected: 'a', observed: 'b', at } })
const aroundOf = (at: ReturnType<typeof place>, text: string) =>
  withLinesAround(failed(at), new Map([['set.yaml', text]])).at?.around

test.each<[string, number, string, number, string[]]>([
  ['in the middle', 4, 'd', 2, ['b', 'c', 'd', 'e', 'f']],
  ['at the start', 1, 'a', 1, ['a', 'b', 'c']],
  ['at the end', 7, 'g', 5, ['e', 'f', 'g']],
])('two lines on each side, %s', (_, line, text, first, lines) =>
  expect(aroundOf(place(line, text), 'a\nb\r\nc\nd\ne\nf\ng')).toEqual({ line: first, lines }),
)

test('lines that are as wide as a quoted one, and in visible characters', () =>
  expect(aroundOf(place(1, 'a'), `a\n${'b'.repeat(300)}\n\u001b[2J\u202ec`)?.lines).toEqual([
    'a',
    `${'b'.repeat(79)}…`,
    'c',
  ]))

test.each([
  ['has changed since', place(2, 'other')],
  ['is shorter by now', place(9, 'b')],
  ['is not the learner’s', place(2, 'b', 'other.yaml')],
])('none of a file that %s', (_, at) => expect(aroundOf(at, 'a\nb\nc')).toBeUndefined())

test('none where nothing is quoted', () =>
  expect(withLinesAround(sampleResult('it', { verdict: 'pass' }), new Map()).at).toBeUndefined())
