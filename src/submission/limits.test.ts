import { expect, test } from 'vitest'
import { limits } from './limits.ts'
import { loadSample, object, said, write } from './sample.ts'

async function load(files: Record<string, string>) {
  write(files)
  const { manifests, problems } = await loadSample()
  return { names: manifests.map(({ name }) => name), problems: said(problems) }
}

const services = (count: number) => Array.from({ length: count }, (_, i) => object('Service', `s${i}`))
const listOf = (count: number) =>
  `apiVersion: v1\nkind: List\nitems:\n${Array.from({ length: count }, (_, i) => `- {apiVersion: v1, kind: Service, metadata: {name: l${i}}}\n`).join('')}`

test('of more than 200 objects the first 200 are applied, wherever they stand', async () => {
  const { names, problems } = await load({
    'a.yaml': services(90).join('---\n'),
    'b.yaml': listOf(1000),
    'c.yaml': object('Service', 'c'),
  })
  expect(names).toHaveLength(200)
  expect(names.slice(0, 91)).toContain('l0')
  expect(problems).toEqual([
    'error b.yaml:114 More than 200 objects: the rest is not applied.',
    'error c.yaml:1 More than 200 objects: the rest is not applied.',
  ])
})

test('200 objects are applied', async () => {
  expect(await load({ 'b.yaml': listOf(200) })).toMatchObject({ problems: [] })
})

test.each([
  ['a Deployment', 'Deployment', limits.objectText],
  ['a ConfigMap', 'ConfigMap', limits.dataText],
])('%s is applied up to its cap', async (_, kind, most) => {
  const bare = JSON.stringify({ apiVersion: 'v1', kind, metadata: { name: 'a' }, data: { a: '' } }).length
  const text = (length: number) => object(kind, 'a', `data: {a: &a "${'x'.repeat(length)}"}\n`)
  expect(await load({ 'a.yaml': text(most - bare) })).toEqual({ names: ['a'], problems: [] })
  expect(await load({ 'a.yaml': text(most - bare + 1) })).toEqual({
    names: [],
    problems: [`error a.yaml:1 Not applied: ${kind} a is larger than ${most / 1024} KiB.`],
  })
})

test('what aliases repeat counts as often as it is there', async () => {
  const text = `a: &a ${'x'.repeat(1000)}\nb: [${Array(40).fill('*a').join(', ')}]\n`
  const { problems } = await load({ 'a.yaml': object('Deployment', 'a', text) })
  expect(problems).toEqual(['error a.yaml:1 Not applied: Deployment a is larger than 32 KiB.'])
})

test('all files together may not multiply either', async () => {
  const text = object(
    'ConfigMap',
    'a',
    `a: &a ${'x'.repeat(20_000)}\nb: [${Array(40).fill('*a').join(', ')}]\n`,
  )
  const { problems } = await load(
    Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}.yaml`, text])),
  )
  expect(problems.at(-1)).toMatch(/More than 8 MiB in all files, once aliases are expanded\.$/)
})

test('names are as long as Kubernetes takes them', async () => {
  const long = 'x'.repeat(254)
  expect(await load({ 'a.yaml': object('Service', long.slice(1)) })).toMatchObject({ problems: [] })
  expect(await load({ 'a.yaml': object('Service', long) })).toEqual({
    names: [],
    problems: ['error a.yaml:3 metadata.name is longer than 253 characters, the limit of Kubernetes.'],
  })
  expect(await load({ 'a.yaml': object('S'.repeat(64), 'a') })).toMatchObject({
    problems: ['error a.yaml:2 kind is longer than 63 characters, the limit of Kubernetes.'],
  })
  const version = object('Service', 'a').replace('v1', `${'x/'.repeat(200)}v1`)
  expect(await load({ 'a.yaml': version })).toMatchObject({
    problems: ['error a.yaml:1 apiVersion is longer than 317 characters, the limit of Kubernetes.'],
  })
})

test('documents that are looked into, and not graded, multiply nothing', async () => {
  const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x]\na1: &a1 [${Array(9).fill('*a0').join(', ')}]\na2: [${Array(30).fill('*a1').join(', ')}]\n`
  const text = [...Array(30).fill(bomb), object('Service', 'a')]
    .map((block) => `\`\`\`\n${block}\`\`\`\n`)
    .join('')
  write(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`notes${i}.md`, text])))
  const { unread } = await loadSample()
  expect(unread.at(0)?.at.file).toBe('notes0.md')
  expect(unread.length).toBeLessThan(12)
})
