import { rm } from 'node:fs/promises'
import path from 'node:path'
import { fitSideBySide } from '../../grade/admission.ts'
import { affectedSections } from '../../verdict/affected-sections.ts'
import type { Subject } from '../subject.ts'
import { inWords, type Sample, writeOut } from './sample.ts'

/**
 * A sample as a subject of a conformance run, written out below a folder. Its sections are those in which its input differs
 * from that of the fixture that it comes from: the verdicts there must be that fixture's.
 */
export async function toSubject(sample: Sample, seed: number, folder: string): Promise<Subject> {
  const { workshop, submission: before, expected, name: fixture } = sample.origin
  const name = nameOf(fixture, seed)
  const written = path.join(folder, name)
  await rm(written, { recursive: true, force: true })
  const submission = await writeOut(sample, written)
  return {
    workshop,
    name,
    kind: 'random',
    sentence: `${inWords(sample)}; its files: ${written}`,
    submission,
    notes: await workshop.notes(submission),
    sections: await affectedSections(workshop, submission, before),
    isAlone: !(await fitSideBySide(submission, workshop.sections)),
    expected,
  }
}

/** Characters of a fixture's name that stand in a sample's: it names a Namespace, which has 63 at most. */
const SHORT = 24

/** A sample is named after its fixture and its seed. */
export const nameOf = (fixture: string, seed: number) =>
  `${fixture.slice(0, SHORT).replace(/-$/, '')}-${seed}`

/** The seed of a sample with this name. */
export const seedIn = (name: string) => Number(name.split('-').at(-1))
