import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workshop } from '../../workshop/workshop.ts'
import { gather } from '../subject.ts'
import { mapObjects } from './draft.ts'
import type { Rewriting } from './rewritings.ts'
import { inWords, type Origin, toOrigins, trySeed } from './sample.ts'

/** A modest number: the command tries thousands. */
const seeds = Array.from({ length: 60 }, (_, i) => i + 1)

let folder: string
let origins: Origin[]

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'assay-origins-'))
  origins = await toOrigins(await gather(workshop, folder))
})

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

test('a rewriting that changes the meaning is found, alone', async () => {
  const known: Record<string, Rewriting> = {
    forget: (draft) => mapObjects(draft, ({ spec, ...object }) => object),
    nothing: (draft) => draft,
  }
  const found = await Promise.all(seeds.slice(0, 5).map((seed) => trySeed(seed, origins.slice(0, 1), known)))
  const wrong = found.filter((one) => one.wrong.length > 0)
  expect(wrong.length).toBeGreaterThan(0)
  for (const { sample } of wrong) expect(sample.steps.map(({ name }) => name)).toEqual(['forget'])
})
