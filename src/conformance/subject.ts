import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { inTurns } from '../grade/turns.ts'
import { fixture } from '../setup/places.ts'
import { loadSubmission, type Submission } from '../submission/submission.ts'
import type { Rule, Verdict } from '../verdict/verdict.ts'
import { nanomon } from '../workshop/nanomon.ts'
import { type Section, sectionNames } from '../workshop/sections.ts'
import type { Defence } from './defence.ts'
import { cook, type Recipe, readRecipes } from './recipe.ts'
import { touchedSections } from './touched.ts'

/** A submission whose verdicts are known. */
export interface Subject {
  name: string
  kind: 'reference' | 'empty' | 'calibration' | Recipe['kind']
  sentence: string
  submission: Submission
  /** The file to run; the workshop's spec of each section if not given. */
  spec?: string
  /** The sections that need a cluster: in the others it gives the cluster what the reference gives. */
  sections: Section[]
  /** Whether its Pods are too large for its sections to be graded side by side. */
  isAlone: boolean
  /** What must stop it, if it is an attack. */
  defence?: Defence
  /** What a check must come to. */
  expected(rule: Pick<Rule, 'id'>): Verdict
}

/** What shows that what is looked at can also be seen to be absent. */
const CALIBRATIONS: [string, Section][] = [
  ['loss', 'postgres'],
  ['idle-autoscaler', 'autoscaling'],
  ['deaf-autoscaler', 'autoscaling'],
]

/** The reference, an empty folder, the calibrations, and every mutant and equivalent, written out below a folder. */
export async function gather(folder: string): Promise<Subject[]> {
  const reference = await loadSubmission(fixture('reference'), nanomon)
  await mkdir(path.join(folder, 'empty'), { recursive: true })
  const empty = await loadSubmission(path.join(folder, 'empty'), nanomon)
  const recipes = [...(await readRecipes('mutant')), ...(await readRecipes('equivalent'))]
  const told = await Promise.all(recipes.map((recipe) => toSubject(recipe, folder, reference)))
  const calibrations = CALIBRATIONS.map(([name, section]): Subject => {
    const spec = `specs/grader/calibration/${name}`
    return {
      name,
      kind: 'calibration',
      sentence: '',
      submission: reference,
      spec,
      sections: [section],
      isAlone: false,
      expected: () => 'pass',
    }
  })
  const all = { sections: sectionNames, isAlone: false }
  return [
    {
      ...all,
      name: 'reference',
      kind: 'reference',
      sentence: 'What the workshop itself says.',
      submission: reference,
      expected: () => 'pass',
    },
    {
      ...all,
      name: 'empty',
      kind: 'empty',
      sentence: 'Nothing was handed in.',
      submission: empty,
      expected: () => 'absent',
    },
    ...calibrations,
    ...told,
  ]
}

/** Every attack, written out below a folder. */
export async function gatherAttacks(folder: string): Promise<Subject[]> {
  const reference = await loadSubmission(fixture('reference'), nanomon)
  const recipes = await readRecipes('attack')
  return Promise.all(recipes.map((recipe) => toSubject(recipe, folder, reference)))
}

/** A recipe, written out below a folder and read. */
export async function toSubject(recipe: Recipe, folder: string, reference: Submission): Promise<Subject> {
  const submission = await loadSubmission(await cook(recipe, folder), nanomon)
  const { name, kind, sentence, loses, defence } = recipe
  // An attack may aim at a section that it gives only what is cleared away before the first check.
  const sections = defence?.sections ?? (await touchedSections(submission, reference))
  const expected = ({ id }: Pick<Rule, 'id'>): Verdict =>
    (['fail', 'blocked', 'absent'] as const).find((verdict) => loses[verdict].includes(id)) ?? 'pass'
  return {
    name,
    kind,
    sentence,
    submission,
    sections,
    isAlone: (await inTurns(submission, defence?.sections ?? sectionNames)).length > 1,
    ...(defence && { defence }),
    expected,
  }
}
