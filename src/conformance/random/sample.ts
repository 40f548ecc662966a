import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { loadSubmission, readTexts, type Submission } from '../../submission/submission.ts'
import type { Workshop } from '../../verdict/workshop.ts'
import type { Subject } from '../subject.ts'
import { type Draft, type Texts, toDraft, toTexts } from './draft.ts'
import { meaningOf } from './meaning.ts'
import { type Rewriting, rewritings } from './rewritings.ts'

/** A submission with known verdicts, to be written differently. */
export interface Origin extends Known {
  draft: Draft
}

type Known = Pick<Subject, 'workshop' | 'name' | 'submission' | 'expected'>

/** A submission written differently: what it comes from, and the rewritings in their order. */
export interface Sample {
  origin: Origin
  steps: Step[]
}

/** A rewriting, and the number that chooses where and how. */
interface Step {
  name: string
  choice: number
}

/** What was found of a sample: the one that the seed gives, or, if its meaning is another, the smallest such one. */
export interface Finding {
  sample: Sample
  /** How its meaning differs, in words; empty if it does not. */
  wrong: string[]
}

/** Takes a submission apart. Its files must still be there. */
export async function toOrigin({ workshop, name, submission, expected }: Known): Promise<Origin> {
  const texts = Object.fromEntries(await readTexts(submission.root))
  return { workshop, name, submission, expected, draft: toDraft(texts, submission) }
}

/** Most rewritings of one sample. */
const MOST = 8

const samples = (origins: Origin[], known: string[]): fc.Arbitrary<Sample> =>
  fc.record({
    origin: fc.constantFrom(...origins),
    steps: fc.array(fc.record({ name: fc.constantFrom(...known), choice: fc.nat(999) }), {
      minLength: 1,
      maxLength: MOST,
      size: 'max',
    }),
  })

/**
 * Makes the sample of a seed and compares its meaning with its origin's. A seed gives the same sample each time, as long
 * as the fixtures and the rewritings are the same.
 */
export async function trySeed(
  seed: number,
  origins: Origin[],
  known: Record<string, Rewriting> = rewritings,
): Promise<Finding> {
  let first: Sample | undefined
  const property = fc.asyncProperty(samples(origins, Object.keys(known)), async (sample) => {
    first ??= sample
    return (await differencesOf(sample, known)).length === 0
  })
  const { counterexample } = await fc.check(property, { seed, numRuns: 1, unbiased: true })
  const sample = counterexample?.[0] ?? first
  if (!sample) throw new Error(`seed ${seed} gives no sample`)
  return { sample, wrong: counterexample ? await differencesOf(sample, known) : [] }
}

async function differencesOf(sample: Sample, known: Record<string, Rewriting>): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-sample-'))
  try {
    const { workshop, submission } = sample.origin
    return differences(workshop, submission, await writeOut(sample, folder, known))
  } catch (error) {
    return [`it cannot be read: ${(error as Error).message}`]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes a sample into a folder, and reads it as a submission. */
export async function writeOut(
  { origin, steps }: Sample,
  folder: string,
  known: Record<string, Rewriting> = rewritings,
): Promise<Submission> {
  const draft = steps.reduce(
    (before, { name, choice }) => known[name]?.(before, choice) ?? before,
    origin.draft,
  )
  await writeTexts(toTexts(draft), folder)
  return loadSubmission(folder, origin.workshop.app)
}

async function writeTexts(texts: Texts, folder: string): Promise<void> {
  for (const [file, text] of Object.entries(texts)) {
    const target = path.join(folder, file)
    await mkdir(path.dirname(target), { recursive: true })
    await writeFile(target, text)
  }
}

/** How the meaning of a submission differs from another one's, in words. */
function differences(workshop: Workshop, before: Submission, after: Submission): string[] {
  const [one, other] = [meaningOf(workshop, before), meaningOf(workshop, after)]
  const parts = Object.keys(one) as (keyof typeof one)[]
  const known = errorsOf(before)
  return [
    ...parts
      .filter((part) => !isDeepStrictEqual(one[part], other[part]))
      .map((part) => `${part}: ${JSON.stringify(other[part])} instead of ${JSON.stringify(one[part])}`),
    ...errorsOf(after)
      .filter((message) => !known.includes(message))
      .map((message) => `a new problem: ${message}`),
  ]
}

const errorsOf = ({ problems }: Submission) =>
  problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)

/** The rewritings of a sample, in words. */
export function inWords({ origin, steps }: Sample): string {
  return `${origin.name}: ${steps.map(({ name, choice }) => `${name} ${choice}`).join(', ')}`
}
