import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listAttackSpecs } from '../conformance/attack-specs.ts'
import { type Case, materialize, readCases } from '../conformance/case.ts'
import { layers } from '../conformance/defence.ts'
import { loadReference, toSubject } from '../conformance/subject.ts'
import { noteMistakes } from '../diagnosis/files/notes.ts'
import { fixture } from '../setup/paths.ts'
import { loadSubmission } from '../submission/submission.ts'
import { workshop } from './workshop.ts'

/** Cases that change only how the reference is written: what is loaded is the same. */
const writtenDifferently = [
  'anchors-and-merges',
  'comments-and-empty-documents',
  'json',
  'one-file',
  'one-list',
  'other-names-and-folders',
  'windows-line-ends',
]

/** Mutants whose mistakes can be seen without a cluster, and how many these are. */
const shownByFiles = new Map([
  ['api-service-selector', 1],
  ['hpa-wrong-kind', 1],
  ['hpa-wrong-name', 1],
  ['mount-without-claim', 1],
  ['service-and-hpa-wrong-name', 2],
  ['service-and-sidecar-without-request', 1],
])

const mutants = await readCases(workshop, 'mutant')
const equivalents = await readCases(workshop, 'equivalent')
const attacks = await readCases(workshop, 'attack')
const checks = await checkIds()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'assay-cases-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function checkIds(): Promise<string[]> {
  const folder = fixture('../specs/workshop')
  const specs = (await readdir(folder)).filter((name) => name.endsWith('.spec.ts'))
  const texts = await Promise.all(specs.map((name) => readFile(path.join(folder, name), 'utf8')))
  return texts.flatMap((text) => [...text.matchAll(/test\('([\w-]+)'/g)].map(([, id = '']) => id))
}

async function load(testCase: Case) {
  const submission = await loadSubmission(await materialize(workshop, testCase, folder), workshop.app)
  const { manifests, values, problems } = submission
  const objects = manifests.map(({ object }) => object)
  return {
    objects: objects.toSorted((a, b) => String(a.kind).localeCompare(String(b.kind))),
    values: values?.object,
    wrong: problems.filter(({ severity }) => severity === 'error'),
    mistakes: noteMistakes(submission, await workshop.complete(submission)),
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
  'attack $name can be written out and loaded, and is tried or told somewhere',
  async (testCase) => {
    const reference = await loadReference(workshop)
    const { sections, submission } = await toSubject(workshop, testCase, folder, reference)
    expect(sections.length + submission.problems.length + submission.skipped.length).toBeGreaterThan(0)
  },
)

test.each(mutants)(
  'mutant $name is loaded, and its mistake is noted if its files alone show it',
  async (testCase) => {
    const { mistakes } = await load(testCase)
    expect(mistakes).toHaveLength(shownByFiles.get(testCase.name) ?? 0)
    const verdict = await readFile(fixture('mutants', `${testCase.name}.txt`), 'utf8')
    for (const { message, at } of mistakes) {
      const [observed = ''] = message.split('. ')
      expect(verdict).toContain(observed)
      expect(verdict).toContain(`${at?.file}:${at?.line}:${at?.column}`)
    }
  },
)

test.each(equivalents)('equivalent $name is loaded without a problem', async (testCase) => {
  expect(await load(testCase)).toMatchObject({ wrong: [], mistakes: [] })
})

test.each(writtenDifferently)('%s loads to what the reference loads to', async (name) => {
  const testCase = equivalents.find((equivalent) => equivalent.name === name)
  if (!testCase) throw new Error(`there is no equivalent ${name}`)
  const reference: Case = { ...testCase, name: 'reference', files: {}, without: [], edits: [] }
  expect(await load(testCase)).toEqual(await load(reference))
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
