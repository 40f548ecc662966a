import { expect, test } from 'vitest'
import { readDocuments } from './documents.ts'

function read(text: string) {
  const { contents, problems } = readDocuments(text, 'a.yaml')
  return problems[0]?.message ?? contents[0]?.value
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
  ['a: {"<<": 1}', { a: { '<<': 1 } }],
  ['{\n\t"a": 1e3,\n\t"b": "\\ud83d\\ude00"\n}', { a: 1000, b: '😀' }],
])('%s', (text, value) => {
  expect(read(text)).toEqual(value)
})

test.each([
  ['a: 1\na: 2', 'Map keys must be unique: "a" is here twice.'],
  ['y: 1\nyes: 2', 'Map keys must be unique: "true" is here twice.'],
  ['a: .inf', 'JSON has no such value: Infinity.'],
  ['a: .nan', 'JSON has no such value: NaN.'],
  ['~: 1', 'A key must be text, a number or a boolean.'],
  ['? [a]\n: 1', 'A key must be text, a number or a boolean.'],
  ['a: *nope', 'Unknown anchor "nope".'],
  ['%YAML 1.2\n---\na: yes', 'kubectl reads YAML 1.1 only.'],
  ['a: 1\nb:\n\tc: 1', 'Not YAML that kubectl can read: Tabs are not allowed as indentation.'],
  ['a: !!binary aGk=', 'Not YAML that kubectl can read: Unresolved tag: tag:yaml.org,2002:binary.'],
  ['a: !!js/function x', 'Not YAML that kubectl can read: Unresolved tag: tag:yaml.org,2002:js/function.'],
  ['a: !!set {x}', 'Not YAML that kubectl can read: Unresolved tag: tag:yaml.org,2002:set.'],
  ['a: !!int x', 'Not YAML that kubectl can read: Unresolved tag: tag:yaml.org,2002:int.'],
])('%s is refused', (text, message) => {
  expect(read(text)).toBe(message)
})
