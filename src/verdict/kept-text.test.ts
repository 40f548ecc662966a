import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { KeptText } from './kept-text.ts'

const HOSTILE =
  'a\u001b[31mred\u001b[0m\u009b2J\u202eb\u2028c\u0000\u200bd\u001b]8;;https://x\u0007e\u001b]8;;\u0007'

test('lines are kept in characters that are seen', () => {
  const kept = new KeptText(1000)
  kept.add(`${HOSTILE}\nplain\ttext\r\nüñ😀`)
  expect(`${kept}`).toBe('aredbcde\nplain text \nüñ😀\n')
})

test('an object is kept as YAML that reads back, whatever its texts hold', () => {
  const kept = new KeptText(10_000)
  const hostile = [
    HOSTILE,
    '---',
    '# x',
    'a: b',
    '- a',
    '"',
    "'",
    '*a',
    '%',
    '\n---\nkind: Evil\n',
    ' x ',
    '',
    'yes',
    '1e3',
  ]
  kept.addObject({ kind: 'Pod', metadata: { annotations: { [HOSTILE]: 'x', __proto__: 1 } }, hostile })
  kept.addObject({ kind: 'Service', none: undefined, nothing: null })
  const text = `${kept}`
  expect(text).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u)
  const documents = parseAllDocuments(text)
  expect(documents.flatMap(({ errors }) => errors)).toEqual([])
  expect(documents.map((document) => document.toJS())).toEqual([
    {
      kind: 'Pod',
      metadata: { annotations: { aredbcde: 'x' } },
      hostile: ['aredbcde', ...hostile.slice(1)],
    },
    { kind: 'Service', nothing: null },
  ])
})

test('lines are kept up to a size, and the last one says how many are not', () => {
  const kept = new KeptText(12)
  kept.add('12345\n1234\n123456\n1')
  kept.add('1')
  expect(`${kept}`).toBe('12345\n1234\n# 3 more are left out.\n')
})

test('an object that does not fit is left out whole, and so is what comes behind it', () => {
  const kept = new KeptText(100)
  kept.addObject({ a: 1 })
  kept.addObject({ a: 'x'.repeat(100) })
  kept.addObject({ a: 2 })
  expect(`${kept}`).toBe('a: 1\n# 2 more are left out.\n')
  expect(parseAllDocuments(`${kept}`)).toHaveLength(1)
})
