import { readFileSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { JournalEntry } from '../../src/batch/journal.ts'
import { fixture } from '../../src/parts/places.ts'
import { emptyFolder, startCommand } from './batch-command.ts'

/** Only this is graded: what happens to a batch does not depend on what is in it. */
const SECTION = 'helm'

const startBatch = (submissions: string, out: string) =>
  startCommand('batch', submissions, '--out', out, '--section', SECTION, '--jobs', '1')

/** A right answer, a wrong one, one that cannot be read and one with nothing in it. */
async function makeSubmissions(folder: string): Promise<string> {
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

/** The learners of the journal, as often as they were graded. */
function learnersIn(out: string): string[] {
  const lines = readFileSync(path.join(out, 'journal.jsonl'), 'utf8').trim().split('\n')
  const entries: JournalEntry[] = lines.map((line) => JSON.parse(line))
  return entries.flatMap((entry) => (entry.kind === 'grade' ? entry.learner : []))
}

/** The gradebook's grades, without when each was given. */
function readGrades(out: string): Record<string, string>[] {
  const text = readFileSync(path.join(out, 'grades.csv'), 'utf8')
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true })
  return rows.map(({ 'graded at': _, ...row }) => row)
}

test('a batch that is killed goes on where it was, and comes to the same gradebook', async () => {
  const submissions = await makeSubmissions(await emptyFolder())
  const [whole, resumed] = [await emptyFolder(), await emptyFolder()]

  const uninterrupted = await startBatch(submissions, whole).ended
  expect(uninterrupted.exitCode, uninterrupted.said).toBe(1)
  expect(readGrades(whole).map(({ id, standing, score }) => [id, standing, score])).toEqual([
    ['ada', 'graded', '20'],
    ['bob', 'graded', '10'],
    ['eve', 'graded', '0'],
    ['joe', 'graded', '0'],
  ])

  const first = startBatch(submissions, resumed)
  await first.hasSaid(/^bob {2}/m)
  first.child.kill('SIGKILL')
  await first.ended
  const second = await startBatch(submissions, resumed).ended
  expect(second.exitCode, second.said).toBe(1)

  expect(readGrades(resumed)).toEqual(readGrades(whole))
  expect(learnersIn(resumed).sort()).toEqual(['ada', 'bob', 'eve', 'joe'])
})

test('two batches do not write to one gradebook', async () => {
  const submissions = await makeSubmissions(await emptyFolder())
  const out = await emptyFolder()
  const first = startBatch(submissions, out)
  await first.hasSaid(/ada/)
  const second = await startBatch(submissions, out).ended
  expect(second).toMatchObject({ exitCode: 2, said: expect.stringContaining('Another batch is at work') })
  first.child.kill('SIGINT')
  expect(await first.ended).toMatchObject({ exitCode: 130 })
})
