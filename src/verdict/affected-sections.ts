import { isDeepStrictEqual } from 'node:util'
import type { Submission } from '../submission/submission.ts'
import type { Section, Workshop } from './workshop.ts'

/** The sections in which the inputs of two submissions to the cluster differ. */
export async function affectedSections(
  { sections }: Workshop,
  one: Submission,
  other: Submission,
): Promise<Section[]> {
  const differ = await Promise.all(
    sections.map(async ({ inputs }) => !isDeepStrictEqual(await inputs(one), await inputs(other))),
  )
  return sections.filter((_, i) => differ[i])
}
