import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixture } from '../../src/setup/paths.ts'
import { loadSubmission } from '../../src/submission/submission.ts'
import { writeValues } from '../../src/submission/values.ts'
import { nanomon } from '../../src/workshop/nanomon.ts'
import { LoneHelm } from './helm.ts'

// Helm is given what we read, and so it must be what Helm itself would have read.

let folder: string
let helm: LoneHelm
let probe: string

beforeAll(async () => {
  helm = await LoneHelm.start()
  folder = mkdtempSync(path.join(tmpdir(), 'values-'))
  const chart = path.join(folder, 'chart')
  mkdirSync(path.join(chart, 'templates'), { recursive: true })
  writeFileSync(path.join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: probe\nversion: 0.0.1\n')
  writeFileSync(path.join(chart, 'values.yaml'), 'kept: 1\nmap: {one: 1, two: {three: 3}}\nlist: [1, 2]\n')
  writeFileSync(
    path.join(chart, 'templates/all.yaml'),
    '{{ toYaml .Values }}\njson: {{ .Values | toJson | b64enc }}\n',
  )
  probe = await helm.takeChart({ name: 'probe', folder: chart })
})

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await helm.stop()
})

/** What Helm makes of a file as it is, and of what we read in it; `undefined` if it is refused. */
async function both(bytes: string | Buffer) {
  const submission = mkdtempSync(path.join(folder, 'submission-'))
  writeFileSync(path.join(submission, 'values.yaml'), bytes)
  const { values } = await loadSubmission(submission, nanomon)
  if (!values) throw new Error('no values were found')
  const [asIs, asRead] = await Promise.all([
    helm.template(probe, bytes),
    values.problem ? undefined : helm.template(probe, writeValues(values)),
  ])
  return { asIs, asRead, problem: values.problem }
}

const same: Record<string, string | Buffer> = {
  'an empty file': '',
  'comments alone': '# none\n\n# at all\n',
  'an empty mapping': '{}\n',
  'a null document': 'null\n',
  'a document mark alone': '---\n',
  'a document mark with a comment': '--- # mine\na: 1\n',
  'whole numbers': 'a: [0, 1, -1, +1, 2147483648, 9007199254740991]\n',
  'numbers that Helm rounds': 'a: [9007199254740993, 12345678901234567890, 123456789012345678901234]\n',
  'fractions and exponents': 'a: [1.0, 1.5, .5, 1., 1e3, 1E-7, 1e21, 1.5e300, -2.5e-3, 6.02e+23]\n',
  'octal, hexadecimal and binary': 'a: [017, 0o17, 0x1F, -0x1f, 0b101, 08, 0777]\n',
  underscores: 'a: [1_000, 0x_ff, 1_0.5, _1]\n',
  'base 60': 'a: ["12:30", 12:30, 190:20:30, 1:2.5]\n',
  'infinity as text': 'a: ["inf", ".nan", inf, nan]\n',
  'booleans of YAML 1.1': 'a: [yes, no, on, off, y, n, Yes, NO, On, True, FALSE, t]\n',
  nulls: 'a: [~, null, Null, NULL, "", "~"]\nb:\nc: ~\n',
  'a null that takes a default away': 'kept: null\n',
  'nulls deeper down': 'map: {one: null, two: {three: ~}}\n',
  'a list in place of a list': 'list: []\n',
  'an empty mapping over a default': 'map: {}\n',
  'a text over a mapping': 'map: text\n',
  'dates and times':
    'a: [2001-12-14, 2001-12-14t21:59:43.10-05:00, 2001-12-14 21:59:43.10 -5, "2001-01-01"]\n',
  'keys that are no text': '1: a\n1.5: b\ntrue: c\nno: d\n-7: e\n0x10: f\n1e3: g\n',
  'keys that are quoted': '"1": a\n"true": b\n"": c\n" ": d\n',
  'a key that is there twice': 'a: 1\nb: 2\na: 3\n',
  'a mapping that is there twice': 'a: {b: 1}\na: {c: 2}\n',
  'several documents': 'a: {b: 1, c: 2}\n---\na: {b: 3}\nd: 4\n---\ne: 5\n',
  'a list laid over one': 'a: [1, 2]\n---\na: [3]\n',
  'documents that are empty': '---\n---\na: 1\n---\n',
  'a document that ends': 'a: 1\n...\n',
  'an anchor and an alias': 'a: &x {b: [1, 2]}\nc: *x\nd: [*x, *x]\n',
  merges: 'a: &x {b: 1, c: 2}\nd: {<<: *x, b: 3}\ne: {b: 3, <<: *x}\nf: {<<: [*x, {z: 1}]}\n',
  'an anchor that is given again': 'a: &x 1\nb: &x 2\nc: *x\n',
  'texts in blocks': 'a: |\n  one\n   two\n\nb: >-\n  one\n  two\n\n  three\nc: |+\n  x\n\n',
  'a text over several lines': 'a: one\n  two\n\n  three\nb: "one\n  two \\\n  three"\n',
  'texts in quotes': "a: \"\\t\\n\\\"\\\\\\x41\\u00e9\\U0001F600\\e\\0\\a\"\nb: 'it''s'\n",
  'signs beyond ASCII': 'a: "naïve 😀 \u00a0 \ufeff €"\nü: ß\n😀: x\n',
  'control characters, escaped': 'a: "\\u0000 \\u001b[31m \\u0085 \\u007f \\u009b \\u2028"\n',
  'tags of the standard':
    'a: !!str 1\nb: !!int "7"\nc: !!float 1\nd: !!bool "yes"\ne: !!null ""\nf: !!binary aGk=\n',
  'tags of nobody': 'a: !mine 1\nb: !mine {c: 1}\n',
  'an explicit key': '? a\n: 1\n? b\n',
  'lists at the key': 'a:\n- 1\n- 2\nb:\n  - c: 1\n    d: 2\n  - - x\n    - y\n',
  'braces over lines': 'a: {\n  b: 1,\n  c: [1,\n 2]\n}\n',
  JSON: '{"image": {"regRepo": "x.azurecr.io"}, "n": 1.50, "t": "a\\u00e9\\n"}\n',
  'line ends of Windows': 'a: 1\r\nb: |\r\n  x\r\n  y\r\n',
  'no line end at the end': 'a: 1',
  'a byte order mark': '\ufeffa: 1\n',
  'UTF-16, big end first': Buffer.from('\ufeffa: ü\nb: 1\n', 'utf16le').swap16(),
  'a key that every object inherits': '__proto__: {a: 1}\nconstructor: 1\ntoString: x\n',
  'a colon and a hash in a text': 'a: b:c\nd: e#f\ng: http://x/y # comment\n',
  'templates of Helm': 'a: "{{ .Release.Name }}"\nb: "{{ fail `x` }}"\n',
  'a tab between a key and its value': 'a:\t1\n',
  'a long text': `a: ${'x'.repeat(100_000)}\n`,
  'what is nested': `a: ${'{b: '.repeat(40)}1${'}'.repeat(40)}\n`,
  'dashes in a block of text': 'a: |\n  ---\n  b\n',
  'what the reference hands in': readFileSync(fixture('reference', 'values.yaml')),
  'what the chart has': readFileSync(fixture('chart', 'values.yaml')),
}

describe('what we read and hand on is to Helm what the file itself is:', () => {
  test.concurrent.each(Object.entries(same))('%s', async (_, bytes) => {
    const { asIs, asRead, problem } = await both(bytes)
    expect(problem).toBeUndefined()
    expect(asIs).toBeDefined()
    expect(asRead).toBe(asIs)
  })
})

const refused: Record<string, string> = {
  'a list': '- a\n',
  'a text': 'hello\n',
  'a list behind a mapping': 'a: 1\n---\n- b\n',
  'a tab that indents': 'a:\n\tb: 1\n',
  'a bracket that does not close': 'a: [1\n',
  'a quote that does not close': 'a: "1\n',
  'two keys on a line': 'a: b: c\n',
  'a key that is a list': '? [a]\n: 1\n',
  'a key that is nothing': '~: 1\n',
  infinity: 'a: .inf\n',
  'no number': 'a: .nan\n',
  'an alias of nothing': 'a: *x\n',
  'an escape of JSON': '{"a": "\\/"}\n',
  'a control character': 'a: \u0000\n',
  'a directive': '%YAML 1.1\n---\na: 1\n',
  'a text behind a document mark': 'a: 1\n--- b: 2\n',
  'a merge of a text': 'a: {<<: x}\n',
  'base64 that is none': 'a: !!binary "?"\n',
}

describe('what Helm refuses, we refuse:', () => {
  test.concurrent.each(Object.entries(refused))('%s', async (_, text) => {
    const { asIs, problem } = await both(text)
    expect(asIs).toBeUndefined()
    expect(problem).toMatchObject({ severity: 'error', at: { file: 'values.yaml' } })
  })
})

test.each([
  ['as PowerShell writes it', Buffer.from('\ufeffa: ü\nb: 1\n', 'utf16le'), 'a: ü'],
  ['what is no UTF-8, as �', Buffer.from('a: \u00fc\n', 'latin1'), 'a: �'],
])('we read %s, and Helm does not', async (_, bytes, seen) => {
  const { asIs, asRead } = await both(bytes)
  expect(asIs).toBeUndefined()
  expect(asRead).toContain(seen)
})

const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
for (let i = 1; i < 9; i += 1)
  bomb.push(
    `a${i}: &a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join(', ')}]`,
  )

test.each([
  ['aliases that multiply', `${bomb.join('\n')}\n`, /^(More than \d+ values|More than 50 aliases)/],
  [
    'a text that aliases repeat',
    `a: &a ${'x'.repeat(100_000)}\nb: [${Array(49).fill('*a').join(', ')}]\n`,
    /^More than 1 MiB/,
  ],
  ['values that are large', `a: ${'x'.repeat(140_000)}\n`, /^Helm values of more than 128 KiB/],
  ['levels without end', `a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`, /^Nested more than 64 levels deep/],
])('%s: refused by us, and nothing of it reaches Helm', async (_, text, sentence) => {
  const submission = mkdtempSync(path.join(folder, 'submission-'))
  writeFileSync(path.join(submission, 'values.yaml'), text)
  const { values } = await loadSubmission(submission, nanomon)
  expect(values).toMatchObject({ object: {}, problem: { message: expect.stringMatching(sentence) } })
})
