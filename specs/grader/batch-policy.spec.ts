import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { learnersIn, makeClass, readGrades, readScores, startBatch } from './batch-class.ts'
import { emptyFolder } from './batch-command.ts'

const POLICY = `points: { app-served-through-ingress: 30 }
show: verdict-only
adjustments: { bob: { deduction: 3, reason: Two days late. } }
`

test('a policy changes a finished gradebook without a grade, stays in force, and ends when told', async () => {
  const submissions = await makeClass()
  for (const other of ['ada', 'eve', 'joe']) await rm(path.join(submissions, other), { recursive: true })
  const out = await emptyFolder()
  const file = path.join(await emptyFolder(), 'policy.yaml')
  const filesOf = (folder: string) => readdirSync(path.join(out, folder, 'bob')).sort()

  const first = await startBatch(submissions, out).ended
  expect(first.exitCode, first.said).toBe(1)
  const [before, files] = [readGrades(out), filesOf('feedback')]
  expect(readScores(out)).toEqual([['bob', 'graded', '10']])
  expect(files).toContain('evidence')

  await writeFile(file, POLICY.replace('bob', 'bobb').replace('show', 'shows'))
  const refused = await startBatch(submissions, out, '--policy', file).ended
  expect(refused).toMatchObject({
    exitCode: 2,
    said: expect.stringContaining(`${file}:2: there is no key shows`),
  })

  await writeFile(file, POLICY)
  for (const args of [['--policy', file], []]) {
    const run = await startBatch(submissions, out, ...args).ended
    expect(run.exitCode, run.said).toBe(1)
    expect(run.said.includes('is in force')).toBe(args.length === 0)
    const [bob] = readGrades(out)
    expect(bob).toMatchObject({ score: '7', 'out of': '40', 'rubric score': '10', reason: 'Two days late.' })
    expect(filesOf('feedback')).toEqual(['report.html', 'report.json', 'report.md'])
    expect(filesOf('complete')).toEqual(files)
    const page = readFileSync(path.join(out, 'feedback/bob/report.md'), 'utf8')
    expect(page).toContain('Two days late.')
    expect(page).not.toMatch(/Observed|Expected|Hint|Evidence/)
  }

  const last = await startBatch(submissions, out, '--policy', 'none').ended
  expect(last.said).toContain('is no longer in force')
  expect(readGrades(out)).toEqual(before)
  expect(filesOf('feedback')).toEqual(files)
  expect(existsSync(path.join(out, 'policy.yaml'))).toBe(false)
  expect(learnersIn(out)).toEqual(['bob'])
})
