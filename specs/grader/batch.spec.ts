import { expect, test } from 'vitest'
import { learnersIn, makeClass, readGrades, readScores, SCORES, startBatch } from './batch-class.ts'
import { emptyFolder } from './batch-command.ts'

test('a batch that is killed goes on where it was, and comes to the same gradebook', async () => {
  const submissions = await makeClass()
  const [whole, resumed] = [await emptyFolder(), await emptyFolder()]

  const uninterrupted = await startBatch(submissions, whole).ended
  expect(uninterrupted.exitCode, uninterrupted.said).toBe(1)
  expect(readScores(whole)).toEqual(SCORES)

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
  const submissions = await makeClass()
  const out = await emptyFolder()
  const first = startBatch(submissions, out)
  await first.hasSaid(/ada/)
  const second = await startBatch(submissions, out).ended
  expect(second).toMatchObject({ exitCode: 2, said: expect.stringContaining('Another batch is at work') })
  first.child.kill('SIGINT')
  expect(await first.ended).toMatchObject({ exitCode: 130 })
})
