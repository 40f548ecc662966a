import { expect, test } from 'vitest'
import { readDocuments } from './documents.ts'

const TAKEN_AS_TEXT = 'kubectl reads a typographic quote, dash or space as part of the text.'

function read(text: string) {
  const { contents, problems } = readDocuments(text, 'a.yaml')
  return problems.find(({ severity }) => severity === 'error')?.message ?? contents[0]?.value
}

// The right-hand side is what `kubectl label --local -o json` printed.
test.each([
  ['0644', 420],
  ['-0644', -420],
  ['0o17', 15],
  ['08', 8],
  ['0x1F', 31],
  ['0b11', 3],
  ['1_000', 1000],
  ['+5', 5],
  ['1.', 1],
  ['.5', 0.5],
  ['5_0.1', 50.1],
  ['1e3', 1000],
  ['1e-3', 0.001],
  ['yes', true],
  ['on', true],
  ['y', true],
  ['Off', false],
  ['n', false],
  ['~', null],
  ['Null', null],
  ['', null],
  ['12:30:45', '12:30:45'],
  ['190:20:30.15', '190:20:30.15'],
  ['2026-01-01', '2026-01-01'],
  ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
  ['500M', '500M'],
  ['50m', '50m'],
  ['"0644"', '0644'],
  ["'yes'", 'yes'],
  ['! 12', '12'],
  ['!!str 12', '12'],
  ['!!float 3.5', 3.5],
  ['!!float 3', 3],
  ['!!int "1"', 1],
  ['!!bool yes', true],
  ['!!binary aGk=', 'hi'],
  ['!!binary |\n  aG\n  k=', 'hi'],
  ['!!binary ""', ''],
  ['!!js/function x', 'x'],
  ['!!timestamp 2026-01-01', '2026-01-01'],
  ['!mine 12', '12'],
  ['!!set {x}', { x: null }],
  ['!!omap [x: 1]', [{ x: 1 }]],
  ['.', '.'],
  ['1e999', '1e999'],
  ['-1e999', '-1e999'],
  ['9007199254740991', 9007199254740991],
  ['100000000000000000000000', 1e23],
  ['1.5e300', 1.5e300],
  ["'\\/'", '\\/'],
  ['"\\\\/"', '\\/'],
  ['"x\u2028y"', 'x\u2028y'],
  ['"\\a"', '\u0007'],
  ['\t1\t', 1],
  ['[\tb]', ['b']],
  ['{\n  \tb: 1}', { b: 1 }],
  ['<<', '<<'],
])('%s is read as kubectl reads it', (text, value) => {
  expect(read(`a: ${text}\n`)).toEqual({ a: value })
})

test.each([
  ['y: 1', { true: 1 }],
  ['n: 1', { false: 1 }],
  ['8080: x', { 8080: 'x' }],
  ['base: &b {q: 1, r: 2}\na: {<<: *b, q: 5}', { base: { q: 1, r: 2 }, a: { q: 5, r: 2 } }],
  ['base: &b {q: 1, r: 2}\na: {q: 5, <<: *b}', { base: { q: 1, r: 2 }, a: { q: 1, r: 2 } }],
  [
    'x: &x {q: 1}\ny1: &y {q: 2, r: 2}\na: {<<: [*x, *y]}',
    { x: { q: 1 }, y1: { q: 2, r: 2 }, a: { q: 1, r: 2 } },
  ],
  ['a\tb: c\td\t# why', { 'a\tb': 'c\td' }],
  ['a:\t\n  - b\t\n  -  c:\td\n     e: |\n       f\n       \tg', { a: ['b', { c: 'd', e: 'f\n\tg\n' }] }],
  ['a: !!str [x]', { a: ['x'] }],
  ['a: !!int\n  b: 1', { a: { b: 1 } }],
  ['a: {"<<": 1}', { a: { '<<': 1 } }],
  ['{\n\t"a": 1e3,\n\t"b": "\\ud83d\\ude00"\n}', { a: 1000, b: '😀' }],
])('%s', (text, value) => {
  expect(read(text)).toEqual(value)
})

test.each([
  ['a: 1\na: 2', { a: 2 }, '"a" is here twice: kubectl uses the last one.'],
  ['y: 1\nyes: 2', { true: 2 }, '"true" is here twice: kubectl uses the last one.'],
  ['a: {b: 1}\na: {c: 2}', { a: { c: 2 } }, '"a" is here twice: kubectl uses the last one.'],
  ['a: x\u00a0', { a: 'x\u00a0' }, TAKEN_AS_TEXT],
  ['a: “x”', { a: '“x”' }, TAKEN_AS_TEXT],
  ['a: –1', { a: '–1' }, TAKEN_AS_TEXT],
  ['a: 1\n...\nb: 2', { a: 1 }, 'kubectl ignores all text from `...` to the next `---`.'],
])('%s is read with a note', (text, value, message) => {
  expect(read(text)).toEqual(value)
  expect(readDocuments(text, 'a.yaml').problems).toMatchObject([{ severity: 'note', message }])
})

test.each([
  ['a: "“x”"', { a: '“x”' }],
  ['a: x – y', { a: 'x – y' }],
  ['a: it’s', { a: 'it’s' }],
  ['x: &x {q: 1}\na: {<<: *x, q: 5}', { x: { q: 1 }, a: { q: 5 } }],
  ['a: 1\n...\n# why\n', { a: 1 }],
  ['a: !mine {b: !yours [c]}', { a: { b: ['c'] } }],
])('%s is read without a note', (text, value) => {
  expect(read(text)).toEqual(value)
  expect(readDocuments(text, 'a.yaml').problems).toEqual([])
})

test.each([
  ['a: .inf', 'JSON has no such value: Infinity.'],
  ['a: .nan', 'JSON has no such value: NaN.'],
  ['a: .NaN', 'JSON has no such value: NaN.'],
  ['a: -.INF', 'JSON has no such value: -Infinity.'],
  ['~: 1', 'A key must be text, a number or a boolean.'],
  ['? [a]\n: 1', 'A key must be text, a number or a boolean.'],
  ['a: *nope', 'Unknown anchor "nope".'],
  ['a: {<<: x}', 'A merge (<<) needs a mapping, or a list of mappings.'],
  ['a: {<<: [x]}', 'A merge (<<) needs a mapping, or a list of mappings.'],
])('%s is refused', (text, message) => {
  expect(read(text)).toBe(message)
})

const INDENT = 'this line is indented with a tab instead of spaces'
const TAB = 'this line contains a tab instead of spaces'
const ESCAPE = 'this escape is valid in JSON, but not in YAML'

test.each([
  ['%YAML 1.1\n---\na: yes', 'directives (%) are not supported. kubectl stops reading this file here'],
  ['a: !!binary x', 'this is not valid base64'],
  ['a: !!binary a=k=', 'this is not valid base64'],
  ['a: !!int x', 'this is not a valid !!int'],
  ['a: !!float x3', 'this is not a valid !!float'],
  ['a: !!float 3x', 'this is not a valid !!float'],
  ['a: !!bool 1', 'this is not a valid !!bool'],
  ['a: "\\/"', ESCAPE],
  ['a: "\\n\\/"', ESCAPE],
  ['a: "\\ud83d\\ude00"', ESCAPE],
  ['"a\n b": 1', 'Implicit keys need to be on a single line'],
  ['a: {"b\n  c": 1}', 'a key must be on one line'],
  ['a: %x', 'Plain value cannot start with directive indicator character %'],
  ['a: x\u2028y', 'the text contains a line separator'],
  ['a: x\u0007', 'it contains a control character (U+0007)'],
  ['a: x\u007f', 'it contains a control character (U+007F)'],
  ['a: x\ufffe', 'it contains a control character (U+FFFE)'],
  ['a: 1\nb:\n\tc: 1', INDENT],
  ['a: 1\n\t\n', INDENT],
  ['a: 1\n\t# why\n', INDENT],
  ['\ta: 1', INDENT],
  ['  \ta: 1', INDENT],
  ['\ufeff\ta: 1', INDENT],
  ['a: {b: 1}\n\t# why\nc: 1', INDENT],
  ['a: [b]\n\t\nc: 1', INDENT],
  ['-\tb', TAB],
  ['- a\n- \tb', TAB],
  ['? \ta\n: 1', TAB],
])('%j is not YAML that kubectl can read: %s', (text, message) => {
  expect(read(text)).toBe(`kubectl cannot read this YAML: ${message}.`)
})

test('a whole number that JSON would round is ours to refuse, and kubectl keeps it', () => {
  const rounded = 'A whole number of more than 15 digits would be rounded: quote it if it is text.'
  expect(read('a: 12345678901234567')).toBe(rounded)
  expect(read('a: -9007199254740993')).toBe(rounded)
})
