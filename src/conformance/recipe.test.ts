import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixture } from '../setup/places.ts'
import { loadSubmission } from '../submission/submission.ts'
import { nanomon } from '../workshop/nanomon.ts'
import { listAttackSpecs } from './attack-specs.ts'
import { layers } from './defence.ts'
import { cook, type Recipe, readRecipes } from './recipe.ts'
import { toSubject } from './subject.ts'

/** Recipes that change only how the reference is written: what is loaded is the same. */
const writtenDifferently = [
  'anchors-and-merges',
  'comments-and-empty-documents',
  'json',
  'one-file',
  'one-list',
  'other-names-and-folders',
  'windows-line-ends',
]

const mutants = await readRecipes('mutant')
const equivalents = await readRecipes('equivalent')
const attacks = await readRecipes('attack')
const checks = await checkIds()
let kitchen: string

beforeAll(async () => {
  kitchen = await mkdtemp(path.join(tmpdir(), 'assay-kitchen-'))
})

afterAll(() => rm(kitchen, { recursive: true, force: true }))

async function checkIds(): Promise<string[]> {
  const folder = fixture('../specs/workshop')
  const specs = (await readdir(folder)).filter((name) => name.endsWith('.spec.ts'))
  const texts = await Promise.all(specs.map((name) => readFile(path.join(folder, name), 'utf8')))
  return texts.flatMap((text) => [...text.matchAll(/check\('([\w-]+)'/g)].map(([, id = '']) => id))
}

async function load(recipe: Recipe) {
  const { manifests, values, problems } = await loadSubmission(await cook(recipe, kitchen), nanomon)
  const objects = manifests.map(({ object }) => object)
  return {
    objects: objects.toSorted((a, b) => String(a.kind).localeCompare(String(b.kind))),
    values: values?.object,
    wrong: problems.filter(({ severity }) => severity === 'error'),
  }
}

test('there are many mutants and equivalents', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(40)
  expect(equivalents.length).toBeGreaterThanOrEqual(25)
})

test('there are many attacks, no two of the same name, and some on each layer', async () => {
  const names = [...attacks.map(({ name }) => name), ...(await listAttackSpecs())]
  expect(names.length).toBeGreaterThanOrEqual(24)
  expect(new Set(names).size).toBe(names.length)
  const tried = attacks.map(({ defence }) => defence?.stops)
  expect(layers.filter((layer) => !tried.includes(layer))).toEqual([])
})

test.each(attacks)(
  'attack $name can be cooked and loaded, and is tried or told somewhere',
  async (recipe) => {
    const reference = await loadSubmission(fixture('reference'), nanomon)
    const { sections, submission } = await toSubject(recipe, kitchen, reference)
    expect(sections.length + submission.problems.length + submission.skipped.length).toBeGreaterThan(0)
  },
)

test.each(mutants)('mutant $name can be cooked and loaded', async (recipe) => {
  await expect(load(recipe)).resolves.toBeDefined()
})

test.each(equivalents)('equivalent $name is loaded without a problem', async (recipe) => {
  expect(await load(recipe)).toMatchObject({ wrong: [] })
})

test.each(writtenDifferently)('%s loads to what the reference loads to', async (name) => {
  const recipe = equivalents.find((equivalent) => equivalent.name === name)
  if (!recipe) throw new Error(`there is no equivalent ${name}`)
  const reference: Recipe = { ...recipe, name: 'reference', files: {}, without: [], edits: [] }
  expect(await load(recipe)).toEqual(await load(reference))
})

test.each([...mutants, ...attacks])(
  '$kind $name names checks of the rubric, each of them once',
  ({ loses }) => {
    const named = Object.values(loses).flat()
    expect(named.filter((id) => !checks.includes(id))).toEqual([])
    expect(new Set(named).size).toBe(named.length)
  },
)

test.each(checks)('%s is failed by at least two mutants', (id) => {
  const failing = mutants.filter(({ loses }) => loses.fail.includes(id)).map(({ name }) => name)
  expect(failing.length, failing.join(', ')).toBeGreaterThanOrEqual(2)
})
