import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { cellsOf } from '../output/columns.ts'
import { quote } from './quote.ts'

const shown = (text: string, column: number, line = 71) => `\n${quote({ line, column, text }).join('\n')}\n`
const long = (before: number, after: number) => `${'a'.repeat(before)}X${'b'.repeat(after)}`

test('a line as it stands, and a caret under the column', () =>
  expect(shown('              mountPath: /data', 26)).toBe(`
71 │               mountPath: /data
   │                          ^
`))

test.each<[string, string, number, string]>([
  ['a value that is missing', 'image:', 7, '\n7 │ image:\n  │       ^\n'],
  ['a value beyond the end of what is kept', 'command: [', 300, '\n7 │ command: [\n'],
  ['wide characters', 'name: 数据库 # 😀 x', 16, `\n7 │ name: 数据库 # 😀 x\n  │ ${' '.repeat(18)}^\n`],
  ['accents', 'cafe\u0301: 1', 8, '\n7 │ cafe\u0301: 1\n  │       ^\n'],
  ['a lone accent', '\u0301x', 2, '\n7 │ \u0301x\n  │  ^\n'],
  ['what a terminal obeys', '\u001b[2Ja: 1\n::error::b', 1, '\n7 │ a: 1 ::error::b\n  │ ^\n'],
  ['an empty line', '   ', 1, '\n\n'],
])('%s', (_, text, column, expected) => expect(shown(text, column, 7)).toBe(expected))

test.each<[string, string, number, string]>([
  [
    'its indentation, if that is enough',
    `${' '.repeat(30)}${long(9, 60)}`,
    40,
    `7 │ ${long(9, 60)}\n  │ ${' '.repeat(9)}^`,
  ],
  ['its end', long(9, 150), 10, `7 │ ${long(9, 69)}…\n  │ ${' '.repeat(9)}^`],
  ['its beginning', long(150, 9), 151, `7 │ …${long(69, 9)}\n  │ ${' '.repeat(70)}^`],
  ['both ends', long(99, 100), 100, `7 │ …${long(39, 38)}…\n  │ ${' '.repeat(40)}^`],
  [
    'what is not in columns of its own',
    '数'.repeat(100),
    51,
    `7 │ … ${'数'.repeat(38)} …\n  │ ${' '.repeat(40)}^`,
  ],
])('a long line loses %s', (_, text, column, expected) =>
  expect(quote({ line: 7, column, text }).join('\n')).toBe(expected),
)

test.each([60, 61, 40, 24, 10])(
  'a line is quoted in %i columns, and the caret stays below its character',
  (columns) => {
    for (const text of [long(99, 100), '数'.repeat(100), `a${'数'.repeat(100)}`]) {
      const [quoted = '', below = ''] = quote({ line: 7, column: 60, text }, columns)
      expect(stringWidth(quoted)).toBeLessThanOrEqual(Math.max(14, columns))
      const under = cellsOf(quoted)[below.length - 1]
      expect(under || cellsOf(quoted)[below.length - 2]).toBe(text[59])
    }
  },
)
