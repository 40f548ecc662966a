import { isDeepStrictEqual } from 'node:util'
import type { Submission } from '../submission/submission.ts'
import type { Section, Workshop } from './workshop.ts'

/** The sections in which the inputs of two submissions to the cluster differ, or that only one of them was handed in for. */
export async function affectedSections(
  { sections }: Workshop,
  one: Submission,
  other: Submission,
): Promise<Section[]> {
  const differ = await Promise.all(
    sections.map(
      async (section) => !isDeepStrictEqual(await readBy(section, one), await readBy(section, other)),
    ),
  )
  return sections.filter((_, i) => differ[i])
}

const readBy = async ({ isHandedIn, inputs }: Section, submission: Submission) => ({
  isHandedIn: isHandedIn(submission),
  inputs: await inputs(submission),
})
