import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { materialize, readCases } from '../conformance/case.ts'
import { mapObjects } from '../conformance/random/draft.ts'
import { type Rewriting, rewritings } from '../conformance/random/rewritings.ts'
import { inWords, toOrigin, trySeed } from '../conformance/random/sample.ts'
import { loadSubmission } from '../submission/submission.ts'
import { workshop } from './workshop.ts'

/** A modest number: the command tries thousands. */
const seeds = Array.from({ length: 100 }, (_, i) => i + 1)

const folder = await mkdtemp(path.join(tmpdir(), 'assay-origins-'))
const cases = [...(await readCases(workshop, 'mutant')), ...(await readCases(workshop, 'equivalent'))]
const origins = await Promise.all(
  cases.map(async (testCase) => {
    const submission = await loadSubmission(await materialize(workshop, testCase, folder), workshop.app)
    return toOrigin({ workshop, name: testCase.name, submission, expected: () => 'pass' })
  }),
)

afterAll(() => rm(folder, { recursive: true, force: true }))

test('what is written differently is read as the same', async () => {
  for (const seed of seeds) {
    const { sample, wrong } = await trySeed(seed, origins)
    expect(wrong, `seed ${seed}, ${inWords(sample)}`).toEqual([])
  }
})

test('a seed gives the same sample each time', async () => {
  const [one, other] = [await trySeed(7, origins), await trySeed(7, origins)]
  expect(inWords(one.sample)).toBe(inWords(other.sample))
})

const MISTAKES: Record<string, Rewriting> = {
  forget: (draft) => mapObjects(draft, ({ spec, ...object }) => object),
  rename: (draft) => mapObjects(draft, (object) => ({ ...object, metadata: { name: 'other' } })),
  silence: ({ files }) => ({ files: files.filter(({ role }) => role !== 'commands') }),
  retype: (draft) =>
    mapObjects(draft, (object) => JSON.parse(JSON.stringify(object).replace(/:(\d+)([,}])/g, ':"$1"$2'))),
  reset: ({ files }) => ({ files: files.filter(({ role }) => role !== 'values') }),
}

test.each(Object.entries(MISTAKES))(
  '%s, which changes the meaning, is found among others',
  async (name, mistake) => {
    const plain = origins.filter((origin) => origin.name === 'class-standard')
    const known = { [name]: mistake, comments: rewritings.comments ?? mistake }
    const found = await Promise.all(seeds.slice(0, 5).map((seed) => trySeed(seed, plain, known)))
    const wrong = found.filter((one) => one.wrong.length > 0)
    expect(wrong.length).toBeGreaterThan(0)
    for (const { sample } of wrong) expect(sample.steps.map((step) => step.name)).toEqual([name])
  },
)
