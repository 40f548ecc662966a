import { expect, test } from 'vitest'
import { readDocuments } from './documents.ts'
import { takeApart } from './stream.ts'

// Both sides are what kubectl's own decoder made of these texts.
test.each([
  ['a: 1\n---\nb: 2\n', ['a: 1\n', 'b: 2\n']],
  ['---\na: 1\n---\n', ['a: 1\n']],
  ['--- # why\na: 1', ['a: 1']],
  ['a: 1\n---#why\nb: 2', ['a: 1\n', 'b: 2']],
  ['a: 1\n---\t \r\nb: 2', ['a: 1\n', 'b: 2']],
  ['a: |\n  x\n---\nb: 2', ['a: |\n  x\n', 'b: 2']],
  ['a: "x\n---\ny"', ['a: "x\n', 'y"']],
  ['a: 1\n ---\n', ['a: 1\n ---\n']],
  ['a: |\n  ---\n', ['a: |\n  ---\n']],
  ['a: 1\n...\nb: 2', ['a: 1\n...\nb: 2']],
  ['a: 1\n---\n\ufeffb: 2', ['a: 1\n', 'b: 2']],
  ['a: 1\rb: 2\u0085c: 3', ['a: 1\nb: 2\nc: 3']],
  ['', []],
])('%j falls into %j', (text, chunks) => {
  expect(takeApart(text)).toEqual({
    chunks: chunks.map((text) => expect.objectContaining({ text })),
  })
})

test.each([
  ['{"a":1}{"b":2}', [{ a: 1 }, { b: 2 }]],
  ['\n {"a":1}\n\n{"b":2}\n', [{ a: 1 }, { b: 2 }]],
  ['{"a":"}"}{"b":"}\\""}{"c":1}', [{ a: '}' }, { b: '}"' }, { c: 1 }]],
  ['{"a":{"b":[{}]}}\n{}', [{ a: { b: [{}] } }, {}]],
  ['{"a":1}\n---\nb: 2\n---\nc: 3', [{ a: 1 }, { b: 2 }, { c: 3 }]],
  ['{"a":1}\nb: 2', [{ a: 1 }, { b: 2 }]],
  ['{"a":1} # JSON knows none', [{ a: 1 }]],
  ['{"a":1}\n[2]', [{ a: 1 }, [2]]],
  ['{a: 1}\n---\n{b: 2}', [{ a: 1 }, { b: 2 }]],
  ["{a: '}'}", [{ a: '}' }]],
  ['{\n"a": 1,\n}', [{ a: 1 }]],
  ['[{"a":1}]', [[{ a: 1 }]]],
])('%j holds %j', (text, values) => {
  const { contents, problems } = readDocuments(text, 'a.yaml')
  expect(problems).toEqual([])
  expect(contents.map(({ value }) => value)).toEqual(values)
})

test.each<[string, string[], number]>([
  ['a: 1\n--- b\nc: 2', [], 9],
  ['a: 1\n---\nb: 2\n--- {c: 3}', ['a: 1\n'], 18],
  ['-----\na: 1', [], expect.any(Number)],
  ['--- |\n  a', [], 4],
  ['a: 1\n---b', [], 8],
])('nothing may stand behind the dashes of %j', (text, read, from) => {
  const { chunks, broken } = takeApart(text)
  expect(chunks.map(({ text }) => text)).toEqual(read)
  expect(broken).toEqual({ message: 'nothing may follow `---` on its line', from })
})

test.each([
  ['{"a":1}{"b":2}\nc: 3', 15],
  ['{"a":1}{"b":2}\n---\nc: 3', 15],
  ['{"a":1}{"b":2}{', 14],
])('after two objects of JSON nothing else is read, as in %j', (text, from) => {
  const { chunks, broken } = takeApart(text)
  expect(chunks).toHaveLength(2)
  expect(broken).toEqual({ message: 'Not JSON', from })
})

test.each([
  '\n---\n\ufeffa: 1\n---\n\nb: 2\n--- # c\nd: 3',
  ' {"a":1}\n{"b":2}\n',
  '{"a":1}\n---\nb: 2\n---\nc: 3',
])('each chunk of %j stands where it says', (text) => {
  const { chunks } = takeApart(text)
  expect(chunks.length).toBeGreaterThan(1)
  for (const chunk of chunks) expect(text.slice(chunk.from).startsWith(chunk.text)).toBe(true)
})

test('the place of `-----` is where the fourth dash stands', () => {
  expect(takeApart('-----\na: 1').broken?.from).toBe(3)
})
