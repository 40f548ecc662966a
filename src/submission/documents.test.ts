import { expect, test } from 'vitest'
import { readDocuments } from './documents.ts'
import { locate } from './position.ts'

const deployment = `# a comment
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: api
          image:   store:17
          args: [a, "b"]
  annotations: {"a.b/c": x}
`

test.each([
  ['', 2, 1],
  ['spec', 4, 1],
  ['spec.template.spec.containers', 7, 7],
  ['spec.template.spec.containers[0]', 8, 11],
  ['spec.template.spec.containers[0].image', 9, 20],
  ['spec.template.spec.containers[0].args', 10, 17],
  ['spec.template.spec.containers[0].args[1]', 10, 21],
  ['spec.template.spec.containers[0].resources.limits', 8, 11],
  ['spec.template.spec.containers[3].name', 7, 7],
  ['spec.annotations["a.b/c"]', 11, 26],
  ['nowhere.at.all', 2, 1],
])('%s stands at %i:%i', (path, line, column) => {
  const [content] = readDocuments(deployment, 'd.yaml').contents
  expect(locate(content ?? { positions: {} }, path)).toMatchObject({ file: 'd.yaml', line, column })
})

test('a merged value stands where the anchor has it', () => {
  const [content] = readDocuments('base: &b\n  image: x\na:\n  <<: *b\nc: *b\n', 'm.yaml').contents
  expect(content?.positions['a.image']).toMatchObject({ line: 2, column: 10, text: '  image: x' })
  expect(content?.positions['c.image']).toMatchObject({ line: 2 })
})

test('empty documents are passed over, and at a bad one kubectl stops', () => {
  const { contents, problems } = readDocuments('---\n# none\n---\na: 1\n---\nb: @\n---\nc: 2\n', 'a.yaml')
  expect(contents.map(({ value }) => value)).toEqual([{ a: 1 }])
  expect(problems).toMatchObject([
    {
      severity: 'error',
      message: expect.stringMatching(
        /^kubectl cannot read this YAML: .*\. kubectl stops reading this file here\.$/,
      ),
      at: { file: 'a.yaml', line: 6, column: 4, text: 'b: @' },
    },
  ])
})

test('a bad document at the end takes none with it', () => {
  const { contents, problems } = readDocuments('a: 1\n---\nb: @\n', 'a.yaml')
  expect(contents).toHaveLength(1)
  expect(problems).toMatchObject([{ message: expect.not.stringContaining('stops reading'), at: { line: 3 } }])
})

test('what stands behind a line of dashes ends the file', () => {
  const { contents, problems } = readDocuments('a: 1\n---\nb: 2\n--- c: 3\n---\nd: 4\n', 'a.yaml')
  expect(contents.map(({ value }) => value)).toEqual([{ a: 1 }])
  expect(problems).toMatchObject([
    {
      message:
        'kubectl cannot read this YAML: nothing may follow `---` on its line. kubectl stops reading this file here.',
      at: { line: 4, column: 5, text: '--- c: 3' },
    },
  ])
})

test.each([
  ['a: 1\n---\nb: 1\nc: 1\nb: 2\n', 5, 1],
  ['a: 1\n---\nb: {c: 1, c: 2}\n', 3, 11],
  ['a: 1\n---\nb:  “x”\n', 3, 5],
  ['a: 1\n---\nb: x\u00a0y\n', 3, 5],
  ['a: 1\n---\nb: 1\n...\nc: 1\n', 5, 1],
  ['a: 1\n---\nb: 1\n...\n\n# why\nc: 1\n', 7, 1],
])('the note on %j stands at %i:%i', (text, line, column) => {
  expect(readDocuments(text, 'a.yaml').problems).toMatchObject([{ severity: 'note', at: { line, column } }])
})

test('of a key that is here twice, nothing stays of the first', () => {
  const [content] = readDocuments('a:\n  b: 1\n  c: [1]\na:\n  b: 2\n', 'a.yaml').contents
  expect(content?.value).toEqual({ a: { b: 2 } })
  expect(content?.positions).toMatchObject({ a: { line: 4 }, 'a.b': { line: 5 } })
  expect(Object.keys(content?.positions ?? {})).toEqual(['', 'a', 'a.b'])
})

test.each([
  ['a: 1\rb: @', 1, 9],
  ['a: 1\n---\nb: !!int x', 3, 10],
  ['a: 1\n---\nb: !!binary x', 3, 13],
  ['a: 1\n---\nb: "c\\/"', 3, 6],
  ['a: 1\n---\nb: c\u2028', 3, 5],
  ['a: 1\n---\nb: c\u0007', 3, 5],
  ['a: 1\n---\nb: *c', 3, 4],
  ['a: 1\n---\nb: .inf', 3, 4],
  ['a: 1\n---\nb: {c: 1, "d\n e": 1}', 3, 11],
  ['\ufeffa: @', 1, 4],
  ['\n\na: @', 3, 4],
  ['\u0007a: 1', 1, 1],
  ['a: 1\r\n---\r\nb: @', 3, 4],
  ['{"a":1}\n{"b":2}\n\n c', 4, 2],
])('the error of %j stands at %i:%i', (text, line, column) => {
  expect(readDocuments(text, 'a.yaml').problems).toMatchObject([{ severity: 'error', at: { line, column } }])
})

test('a byte order mark and CRLF leave no trace', () => {
  const { contents } = readDocuments('\uFEFFa: 1\r\nb: |\r\n  x\r\n  y\r\n', 'a.yaml')
  expect(contents[0]?.value).toEqual({ a: 1, b: 'x\ny\n' })
  expect(contents[0]?.positions.a).toMatchObject({ line: 1, column: 4, text: 'a: 1' })
})

test('keys of the prototype are inert', () => {
  const text =
    'x: &x {__proto__: {polluted: 1}}\n__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\nm: {<<: *x}\n'
  const [content] = readDocuments(text, 'a.yaml').contents
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
  expect(Object.getPrototypeOf(structuredClone(content?.value))).toBe(Object.prototype)
  expect(JSON.stringify(content?.value)).toContain('"__proto__":{"polluted":1}')
})

const bomb = `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]\n`).join('')}`
const chain = `a0: &a0 {k: 1}\n${Array.from({ length: 200 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: *a${i}, k${i}: 1}\n`).join('')}`

test.each([
  ['alias bomb', bomb, 'More than 50 aliases'],
  ['chain of merges', chain, 'More than 50 aliases'],
  ['anchor in itself', 'a: &a [*a]', 'More than 50 aliases'],
  ['merge of itself', 'a: &a {<<: *a}', 'More than 50 aliases'],
  ['long text, often', `a: &a ${'x'.repeat(200_000)}\nb: [${Array(20).fill('*a')}]`, '1 MiB'],
  ['flow nesting', '['.repeat(5000), 'levels deep'],
  ['deeper flow nesting', '{a: '.repeat(50_000), 'levels deep'],
  ['block nesting', Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''), 'levels deep'],
  ['nesting in dashes', `${'- '.repeat(5000)}a`, 'levels deep'],
  ['many documents', '---\na: 1\n'.repeat(10_000), 'More than 100 documents'],
  ['many values', '- a\n'.repeat(60_000), 'More than 10000 values'],
  ['many keys', Array.from({ length: 30_000 }, (_, i) => `k${i}: 1\n`).join(''), 'More than 10000 values'],
])('%s ends', (_, text, message) => {
  const { problems } = readDocuments(text, 'a.yaml')
  expect(problems.at(-1)?.message).toContain(message)
})

test('a hundred documents are not too many', () => {
  const documents = (count: number) => readDocuments('a: 1\n---\n'.repeat(count), 'a.yaml')
  expect(documents(100)).toMatchObject({ contents: { length: 100 }, problems: [] })
  expect(documents(101)).toMatchObject({
    contents: { length: 100 },
    problems: [{ message: 'More than 100 documents in a file.', at: { line: 201 } }],
  })
})

test('64 levels are deep enough', () => {
  expect(readDocuments(`${'['.repeat(60)}${']'.repeat(60)}`, 'a.yaml').problems).toEqual([])
})

// What kubectl's own decoder makes of these, where the parser would make something else of them.
test.each<[string, unknown]>([
  ['a: "\\"\nb: "x"\nc: 1', expect.stringContaining('the backslash escapes the last quote')],
  ['a: |\n  \tx\n  y\n', expect.stringContaining('a tab')],
  ['a: |2\n  \tx\n', [{ a: '\tx\n' }]],
  ['a:\n  b: x\n    \t\n  c: 1', [{ a: { b: 'x', c: 1 } }]],
  ['a:\n  b: x\n  \t\n  c: 1', expect.stringContaining('a tab')],
  ['a:\n  - x\n   \t\n  - z', [{ a: ['x', 'z'] }]],
  ['a:\n  b: "x"\n    \t\n  c: 1', expect.stringContaining('a tab')],
  ['a:\n  b: {\n    "x": "y"\n}\n', [{ a: { b: { x: 'y' } } }]],
  ['a:\n  b: [\n  "x",\n  "y"\n  ]\n', [{ a: { b: ['x', 'y'] } }]],
  ['a: {\n\t"x": "y"\n}\nb: 1', [{ a: { x: 'y' }, b: 1 }]],
  ['x: &m\n  - a: 1\ny:\n  <<: *m\n', expect.stringContaining('a merge (<<)')],
  ['a: !!null x', expect.stringContaining('!!null')],
])('%j is to us what it is to kubectl', (text, value) => {
  const { contents, problems } = readDocuments(text, 'a.yaml')
  const wrong = problems.find(({ severity }) => severity === 'error')
  expect(wrong?.message ?? contents.map((content) => content.value)).toEqual(value)
})

test('text behind `...` has a note, indented or not', () => {
  for (const text of ['a: 1\n...\nb: 1\n', 'a: 1\n...\n  b: 1\n'])
    expect(readDocuments(text, 'a.yaml').problems).toMatchObject([{ severity: 'note', at: { line: 3 } }])
  expect(readDocuments('a: 1\n...\n  # b\n', 'a.yaml').problems).toEqual([])
})
