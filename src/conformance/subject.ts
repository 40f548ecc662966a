import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fitSideBySide } from '../grade/admission.ts'
import { root } from '../setup/paths.ts'
import type { Problem } from '../submission/problem.ts'
import { loadSubmission, type Submission } from '../submission/submission.ts'
import { affectedSections } from '../verdict/affected-sections.ts'
import type { Rule, Verdict } from '../verdict/verdict.ts'
import { type Calibration, type Section, sectionsOf, type Workshop } from '../verdict/workshop.ts'
import { type Case, materialize, readCases } from './case.ts'
import type { Defence } from './defence.ts'

/** A submission with known verdicts. */
export interface Subject {
  workshop: Workshop
  name: string
  kind: 'reference' | 'empty' | 'calibration' | 'random' | Case['kind']
  sentence: string
  submission: Submission
  /** The workshop's notes on it. */
  notes: Problem[]
  /** For a calibration: the spec to run instead of the section's. */
  calibration?: Calibration
  /** The sections to run on a cluster: in the others its input is the same as the reference's, or as its origin's. */
  sections: Section[]
  /** Whether its Pods are too large for its sections to be graded side by side. */
  isAlone: boolean
  /** For an attack: the layer that must stop it. */
  defence?: Defence
  /** The expected verdict of a check. */
  expected(rule: Pick<Rule, 'id'>): Verdict
}

/** The reference of a workshop. */
export const loadReference = ({ app, fixtures }: Workshop) =>
  loadSubmission(path.join(root, fixtures, 'reference'), app)

/** The reference, an empty folder, the calibrations, and every mutant and equivalent, written out below a folder. */
export async function gather(workshop: Workshop, folder: string): Promise<Subject[]> {
  const reference = await loadReference(workshop)
  await mkdir(path.join(folder, 'empty'), { recursive: true })
  const empty = await loadSubmission(path.join(folder, 'empty'), workshop.app)
  const cases = [...(await readCases(workshop, 'mutant')), ...(await readCases(workshop, 'equivalent'))]
  const told = await Promise.all(cases.map((testCase) => toSubject(workshop, testCase, folder, reference)))
  const calibrations = workshop.calibrations.map((calibration): Subject => {
    const { name, section } = calibration
    return {
      workshop,
      name,
      kind: 'calibration',
      sentence: '',
      submission: reference,
      notes: [],
      calibration,
      sections: sectionsOf(workshop, [section]),
      isAlone: false,
      expected: () => 'pass',
    }
  })
  const all = { workshop, sections: workshop.sections, isAlone: false }
  return [
    {
      ...all,
      name: 'reference',
      kind: 'reference',
      sentence: 'What the workshop itself says.',
      submission: reference,
      notes: await workshop.notes(reference),
      expected: () => 'pass',
    },
    {
      ...all,
      name: 'empty',
      kind: 'empty',
      sentence: 'Nothing was handed in.',
      submission: empty,
      notes: await workshop.notes(empty),
      expected: () => 'absent',
    },
    ...calibrations,
    ...told,
  ]
}

/** Every attack, written out below a folder. */
export async function gatherAttacks(workshop: Workshop, folder: string): Promise<Subject[]> {
  const reference = await loadReference(workshop)
  const cases = await readCases(workshop, 'attack')
  return Promise.all(cases.map((testCase) => toSubject(workshop, testCase, folder, reference)))
}

/** A case, written out below a folder and read. */
export async function toSubject(
  workshop: Workshop,
  testCase: Case,
  folder: string,
  reference: Submission,
): Promise<Subject> {
  const submission = await loadSubmission(await materialize(workshop, testCase, folder), workshop.app)
  const { name, kind, sentence, loses, defence } = testCase
  // An attack may aim at a section that it gives only what is cleared away before the first check.
  const chosen = defence?.sections && sectionsOf(workshop, defence.sections)
  const sections = chosen ?? (await affectedSections(workshop, submission, reference))
  const expected = ({ id }: Pick<Rule, 'id'>): Verdict =>
    (['fail', 'blocked', 'absent'] as const).find((verdict) => loses[verdict].includes(id)) ?? 'pass'
  return {
    workshop,
    name,
    kind,
    sentence,
    submission,
    notes: await workshop.notes(submission),
    sections,
    isAlone: !(await fitSideBySide(submission, chosen ?? workshop.sections)),
    ...(defence && { defence }),
    expected,
  }
}
