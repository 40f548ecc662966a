import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readReport } from '../../src/cli/read-report.ts'
import { gather, type Subject } from '../../src/conformance/subject.ts'
import { collectRules } from '../../src/grade/rubric.ts'
import type { Rule } from '../../src/verdict/verdict.ts'
import { workshop } from '../../src/workshop/workshop.ts'
import { emptyFolder, startCommand } from '../grader/batch-command.ts'

/** Right answers, wrong ones that end early and late, and none at all. */
const NAMES = [
  'reference',
  'mount-beside-data',
  'hpa-v2',
  'hpa-target-500',
  'empty',
  'values-ingress-disabled',
  'class-standard',
  'api-without-requests',
  'hpa-never-scales-down',
  'one-list',
  'claim-read-only',
  'values-with-more',
]

type Verdicts = Record<string, string>

let rules: Rule[]

beforeAll(async () => {
  rules = await collectRules(workshop)
})

async function makeClass(): Promise<Subject[]> {
  const all = await gather(workshop, await emptyFolder())
  return NAMES.flatMap((name) => all.find((subject) => subject.name === name) ?? [])
}

const expectedOf = (subject: Subject): Verdicts =>
  Object.fromEntries(rules.map((rule) => [rule.id, subject.expected(rule)]))

/** What each check came to and, if it must come to something else, why: the folders are gone when this is read. */
function readVerdicts(subject: Subject, folder: string): Verdicts {
  const report = readReport(path.join(folder, 'report.json'))
  return Object.fromEntries(
    report.checks.map(({ id, verdict, expected, observed }) => {
      const why = verdict === subject.expected({ id }) ? [] : [expected, observed]
      return [id, [verdict, ...why].filter(Boolean).join('; ')]
    }),
  )
}

/** What a class comes to by name, so that a difference says whose. */
const byName = (subjects: Subject[], verdictsOf: (subject: Subject) => Verdicts) =>
  Object.fromEntries(subjects.map((subject) => [subject.name, verdictsOf(subject)]))

/** Grades a class in this order, and reads its verdicts from the feedback. */
async function gradeBatch(subjects: Subject[], jobs: number): Promise<Record<string, Verdicts>> {
  const [folder, out] = [await emptyFolder(), await emptyFolder()]
  const roster = path.join(folder, 'roster.csv')
  const lines = subjects.map(({ name, submission }) => `${name},${path.relative('/', submission.root)}`)
  await writeFile(roster, ['id,submission', ...lines, ''].join('\n'))
  const options = ['--roster', roster, '--out', out, '--jobs', String(jobs)]
  const { exitCode, said } = await startCommand('batch', '/', ...options).ended
  expect(exitCode, said).toBe(1)
  return byName(subjects, (subject) => readVerdicts(subject, path.join(out, 'feedback', subject.name)))
}

test('alone, an answer gets the verdicts that it is known for', async () => {
  const subjects = await makeClass()
  const got: Record<string, Verdicts> = {}
  for (const subject of subjects) {
    const out = await emptyFolder()
    await startCommand('grade', subject.submission.root, '--out', out).ended
    got[subject.name] = readVerdicts(subject, out)
  }
  expect(got).toEqual(byName(subjects, expectedOf))
})

test.for([
  ['in order', (subjects: Subject[]) => subjects, 1],
  ['in reverse', (subjects: Subject[]) => subjects.toReversed(), 1],
  ['two at a time', (subjects: Subject[]) => subjects, 2],
] as const)('in a batch, %s, it gets the same', async ([, order, jobs]) => {
  const subjects = await makeClass()
  expect(await gradeBatch(order(subjects), jobs)).toEqual(byName(subjects, expectedOf))
})
