import { readFileSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import type { JournalEntry } from '../../src/batch/journal.ts'
import { fixture } from '../../src/setup/paths.ts'
import { emptyFolder, startCommand } from './batch-command.ts'

/** Only this is graded: what happens to a batch does not depend on what is in it. */
const SECTION = 'helm'

/** What the class comes to: learner, standing and score. */
export const SCORES = [
  ['ada', 'graded', '20'],
  ['bob', 'graded', '10'],
  ['eve', 'graded', '0'],
  ['joe', 'graded', '0'],
]

/** A class of four: a right answer, a wrong one, an unreadable one and an empty one. */
export async function makeClass(): Promise<string> {
  const folder = await emptyFolder()
  const values = readFileSync(fixture('reference', 'values.yaml'), 'utf8')
  const answers: Record<string, string> = {
    ada: values,
    bob: values.replace('enabled: true', 'enabled: false'),
    eve: 'ingress: [',
  }
  for (const [name, text] of Object.entries(answers)) {
    await cp(fixture('reference'), path.join(folder, name), { recursive: true })
    await writeFile(path.join(folder, name, 'values.yaml'), text)
  }
  await mkdir(path.join(folder, 'joe'))
  return folder
}

/** Starts the batch of a class, one grade at a time. */
export const startBatch = (submissions: string, out: string, ...more: string[]) =>
  startCommand('batch', submissions, '--out', out, '--section', SECTION, '--jobs', '1', ...more)

function gradesIn(out: string) {
  const lines = readFileSync(path.join(out, 'journal.jsonl'), 'utf8').trim().split('\n')
  const entries: JournalEntry[] = lines.map((line) => JSON.parse(line))
  return entries.flatMap((entry) => (entry.kind === 'grade' ? [entry] : []))
}

/** The learners of the journal, as often as they were graded. */
export const learnersIn = (out: string) => gradesIn(out).map(({ learner }) => learner)

/** Whether a grade of the journal took a second cluster. */
export const triedOnceMore = (out: string) => gradesIn(out).some(({ report }) => (report?.attempts ?? 0) > 1)

/** The gradebook's grades, without when each was given. */
export function readGrades(out: string): Record<string, string>[] {
  const text = readFileSync(path.join(out, 'grades.csv'), 'utf8')
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true })
  return rows.map(({ 'graded at': _, ...row }) => row)
}

/** The gradebook's learners, with the standing and the score of each. */
export const readScores = (out: string) =>
  readGrades(out).map(({ id, standing, score }) => [id, standing, score])
