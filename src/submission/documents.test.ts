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
          image:   postgres:17
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

test('empty documents are passed over, and a bad one takes no other with it', () => {
  const { contents, problems } = readDocuments(
    '---\n# nothing\n---\na: 1\n---\na: [\n---\nb: 2\n...\n',
    'a.yaml',
  )
  expect(contents.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 2 }])
  expect(problems[0]).toMatchObject({ severity: 'error', at: { file: 'a.yaml' } })
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
  ['alias bomb', bomb, 'over the alias limit'],
  ['chain of merges', chain, 'over the alias limit'],
  ['anchor in itself', 'a: &a [*a]', 'over the alias limit'],
  ['merge of itself', 'a: &a {<<: *a}', 'over the alias limit'],
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

test('64 levels are deep enough', () => {
  expect(readDocuments(`${'['.repeat(60)}${']'.repeat(60)}`, 'a.yaml').problems).toEqual([])
})
