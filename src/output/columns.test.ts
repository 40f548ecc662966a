import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { cellsOf, hang, padTo, truncate, wrap } from './columns.ts'

describe('wrap', () => {
  test.each<[string, string, string[]]>([
    ['at spaces', 'the app to list the new monitor', ['the app to list the', 'new monitor']],
    ['each line by itself', 'one\n\ntwo', ['one', '', 'two']],
    ['a word that is too long', 'a '.padEnd(30, 'x'), ['a xxxxxxxxxxxxxxxxxx', 'xxxxxxxxxx']],
    ['wide characters', '数据库'.repeat(5), ['数据库数据库数据库数', '据库数据库']],
    ['accents', 'e\u0301'.repeat(21), ['é'.repeat(20), 'é']],
    ['nothing', '', ['']],
  ])('%s', (_, text, lines) => {
    expect(wrap(text, 20)).toEqual(lines)
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(20)
  })

  test('keeps the indentation of a line', () =>
    expect(wrap('    in a listing of words', 24)).toEqual(['    in a listing of', '    words']))

  test('leaves a path whole where it is told to', () => {
    const path = '/home/a/very/long/path/to/a/report'
    expect(wrap(`it is in ${path}`, 20, { keepsWords: true })).toEqual(['it is in', path])
  })

  test('changes nothing without a width', () =>
    expect(wrap('  e\u0301  \n'.repeat(2), Infinity)).toEqual(['  e\u0301  ', '  e\u0301  ', '']))

  test('never squeezes a text, however narrow the terminal or deep the indentation', () => {
    expect(wrap('twenty columns it is', 3)).toEqual(['twenty columns it is'])
    expect(wrap(`${' '.repeat(50)}twenty columns it is`, 30)).toEqual([
      `${' '.repeat(10)}twenty columns it is`,
    ])
  })
})

test('further lines hang below the first', () =>
  expect(`Hint  ${hang('compare the mount path\nand look', 6, 26)}`).toBe(
    'Hint  compare the mount\n      path\n      and look',
  ))

test.each<[string, number, string]>([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['数据库', 6, '数据库'],
  ['数据库', 5, '数据…'],
  ['数据库', 4, '数…'],
  ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
])('%s in %i columns is %s', (text, columns, seen) => {
  expect(truncate(text, columns)).toBe(seen)
  expect(stringWidth(padTo(text, columns))).toBe(columns)
})

test('a character has the columns that a terminal draws it in', () =>
  expect(cellsOf('a数e\u0301😀')).toEqual(['a', '数', '', 'e\u0301', '😀', '']))
