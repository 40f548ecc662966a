import { isDeepStrictEqual } from 'node:util'
import type { Submission } from '../submission/submission.ts'
import type { Section, Workshop } from '../verdict/workshop.ts'

/** The sections in which a submission gives the cluster something else than another one does. */
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
