import { expect, test } from 'vitest'
import { knowing } from './chart.ts'
import { chart, loadSample, object, said, write } from './sample.ts'

const NEITHER = 'Not used: this is neither a Kubernetes object nor values for the chart.'
const compose = '# mine\nservices:\n  api:\n    image: shop\n'

test.each([
  ['ingress: {enabled: true}', true],
  ['image: {tag: v1}\nmine: 1\napi: {replicaCount: 2}', true],
  ['ingress: {enabled: true}\nmine: 1', false],
  [compose, false],
  ['constructor: {}\ntoString: {}', false],
  ['ingress: {enabled: true}\ningress: {}', true],
  ['ingress: {enabled: true}\n---\na: [', false],
  ['{}', false],
  ['[ingress]', false],
  ['ingress', false],
])('%j alone in a file is about the chart: %j', async (text, expected) => {
  write({ 'a.yaml': text })
  const { values, problems } = await loadSample()
  expect(values !== undefined).toBe(expected)
  if (expected)
    expect(said(problems)).toEqual(['note a.yaml:1 Used as the Helm values: the chart has these keys.'])
})

test('what is no mapping is not about the chart', () => {
  const isAboutTheChart = knowing(chart)
  expect(isAboutTheChart({ ingress: {} })).toBe(true)
  expect([null, 'ingress', 1, ['ingress'], {}].map(isAboutTheChart)).toEqual(Array(5).fill(false))
})

test('nothing is about the chart of an app that has none', () => {
  const isAboutTheChart = knowing(undefined)
  expect([{ ingress: {} }, {}].map(isAboutTheChart)).toEqual([false, false])
})

test.each<[string, string[]]>([
  ['docker-compose.yml', [`note docker-compose.yml:2 ${NEITHER}`]],
  ['data.json', [`note data.json:1 ${NEITHER}`]],
])('%s is not values, with none beside it', async (file, notes) => {
  write({ [file]: file.endsWith('json') ? '{"a": "kind"}' : compose })
  const { values, manifests, problems } = await loadSample()
  expect({ values, manifests }).toEqual({ values: undefined, manifests: [] })
  expect(said(problems)).toEqual(notes)
})

test.each<[string, Record<string, string>, string, string[]]>([
  ['values.yaml, whatever is in it', { 'values.yaml': compose }, 'values.yaml', []],
  [
    'values.yaml.txt',
    { 'values.yaml.txt': compose },
    'values.yaml.txt',
    [expect.stringContaining('ends in .txt')],
  ],
  ['one called much like values', { 'values-kind.yaml': compose }, 'values-kind.yaml', []],
  [
    'values.yaml before values-kind.yaml',
    { 'values-kind.yaml': 'a: 1', 'z/values.yaml': 'b: 1' },
    'z/values.yaml',
    ['note values-kind.yaml:1 Not used: the Helm values are read from z/values.yaml.'],
  ],
  [
    'values-kind.yaml before one with keys of the chart',
    { 'a.yaml': 'ingress: {}', 'z/values-kind.yaml': 'b: 1' },
    'z/values-kind.yaml',
    ['note a.yaml:1 Not used: the Helm values are read from z/values-kind.yaml.'],
  ],
  [
    'one that a command names, beside docker-compose.yml',
    { 'docker-compose.yml': compose, 'my.yml': 'b: 1', 'commands.sh': 'helm install d shop/shop -f my.yml' },
    'my.yml',
    [`note docker-compose.yml:2 ${NEITHER}`],
  ],
  [
    'all that a command names, laid over each other',
    {
      'a.yaml': 'a: 1',
      'b.yaml': 'b: 1',
      'c.yaml': 'api: {}',
      'commands.sh': 'helm install d shop/shop -f b.yaml -f a.yaml',
    },
    'a.yaml',
    ['note c.yaml:1 Not used: the Helm values are read from a.yaml.'],
  ],
])('values are %s', async (_, files, file, notes) => {
  write(files)
  const { values, problems } = await loadSample()
  expect(values?.file).toBe(file)
  expect(said(problems)).toEqual(notes)
})

test('values that stand behind another name are what they are, and a manifest never is', async () => {
  write({ 'values.yaml': object('Service', 'a'), 'values-kind.yaml': `a: 1\n---\n${object('Service', 'b')}` })
  const { values, manifests, problems } = await loadSample()
  expect(values).toBeUndefined()
  expect(manifests.map(({ name }) => name)).toEqual(['a'])
  expect(said(problems)).toEqual([
    'error values-kind.yaml:1 Not a Kubernetes object: apiVersion is missing or not text. kubectl stops reading this file here.',
  ])
})

test.each([
  ['words\n---\n', 1, 'expected a mapping with apiVersion and kind.'],
  [`${object('Service', 'a')}---\nkind: Service\n---\n`, 5, 'apiVersion is missing or not text.'],
  [`${object('Service', 'a')}---\napiVersion: v1\nkind: 12\n---\n`, 6, 'kind is missing or not text.'],
  [
    `${object('Service', 'a')}---\napiVersion: ""\nkind: Role\n---\n`,
    5,
    'apiVersion is missing or not text.',
  ],
])('kubectl stops at %j, and so is what follows not read', async (text, line, what) => {
  write({ 'a.yaml': text + object('Service', 'z'), 'b.yaml': object('Service', 'b') })
  const { manifests, problems } = await loadSample()
  expect(manifests.map(({ name }) => name)).not.toContain('z')
  expect(manifests.at(-1)?.name).toBe('b')
  expect(said(problems)).toEqual([
    `error a.yaml:${line} Not a Kubernetes object: ${what} kubectl stops reading this file here.`,
  ])
})

test('an object without a name costs only itself', async () => {
  write({ 'a.yaml': `apiVersion: v1\nkind: Service\n---\n${object('Service', 'a')}` })
  const { manifests, problems } = await loadSample()
  expect(manifests).toMatchObject([{ name: 'a' }])
  expect(said(problems)).toEqual(['error a.yaml:1 This Service has no name: metadata.name is missing.'])
})

test('a List in a List is refused, as kubectl does', async () => {
  const item = '{apiVersion: v1, kind: Service, metadata: {name: a}}'
  write({
    'a.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${item}\n- {apiVersion: v1, kind: List, items: [${item}]}\n`,
    'b.yaml': 'apiVersion: v1\nkind: List\nitems: {}\n',
  })
  const { manifests, problems } = await loadSample()
  expect(manifests).toHaveLength(1)
  expect(said(problems)).toEqual([
    'error a.yaml:5 kubectl does not accept a List in a List.',
    'error b.yaml:3 The items of a List must be a list.',
  ])
})

test('a Namespace is not applied, and says so', async () => {
  write({ 'a.yaml': `${object('Service', 'a', 'status: {x: 1}\n')}---\n${object('Namespace', 'mine')}` })
  const { manifests, problems } = await loadSample()
  expect(manifests).toMatchObject([{ kind: 'Service' }])
  expect(said(problems)).toEqual([
    'note a.yaml:6 Not applied: each section is graded in its own Namespace. It costs you no points.',
    'note a.yaml:1 Ignored, as added by a cluster or a tool: status. It costs you no points.',
  ])
})

test.each([
  ['{"kind":"Service"}', 'apiVersion is missing or not text.'],
  ['{\n  "apiVersion": "v1"\n}', 'kind is missing or not text.'],
])('%j is JSON that was meant for kubectl', async (text, what) => {
  write({ 'a.json': text })
  expect(said((await loadSample()).problems)).toEqual([`error a.json:1 Not a Kubernetes object: ${what}`])
})

test('JSON on one line is a manifest, in whatever order its keys are', async () => {
  write({ 'a.json': '{"metadata":{"name":"a"},"apiVersion":"v1","kind":"Service"}' })
  expect((await loadSample()).manifests).toMatchObject([{ name: 'a' }])
})
