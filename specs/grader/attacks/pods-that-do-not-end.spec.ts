import path from 'node:path'
import { expect, type TestContext, test } from 'vitest'
import { materialize, readCases } from '../../../src/conformance/case.ts'
import { workshop } from '../../../src/workshop/workshop.ts'
import { emptyFolder } from '../batch-command.ts'
import { type Faulted, gradeWith } from '../faulted-grade.ts'

/** Its Pods have an hour to say goodbye, and use it: an end that waits for any of them is beyond this by far. */
const BEYOND_ANY_END_SECONDS = 60

/** Grades Pods that do not end by themselves, and sees that everything of the grade is gone as soon as its command has ended. */
async function gradeStubborn(
  context: TestContext,
  exitCode: number,
  fault: Partial<Faulted> = {},
): Promise<void> {
  const testCase = (await readCases(workshop, 'attack')).find(({ name }) => name === 'goodbye-of-an-hour')
  if (!testCase) throw new Error('there is no attack goodbye-of-an-hour')
  const folder = await emptyFolder()
  const submission = await materialize(workshop, testCase, folder)
  const out = path.join(folder, 'report')
  const ended = await gradeWith(context, { section: 'postgres', submission, out, ...fault })
  context.task.meta.measured = `${ended.ending} s to the end`
  expect(ended.left, ended.said).toEqual([])
  expect(ended.exitCode, ended.said).toBe(exitCode)
  expect(ended.ending).toBeLessThan(BEYOND_ANY_END_SECONDS)
}

test('the cluster is gone with the grade, whatever its Pods hold on to', {
  meta: { stops: 'grade' },
}, async (context) => {
  await gradeStubborn(context, 0)
})

test('the cluster is gone after Ctrl-C, whatever its Pods hold on to', {
  meta: { stops: 'grade' },
}, async (context) => {
  const interrupt = async (_node: string, grade: number) => process.kill(grade, 'SIGINT')
  await gradeStubborn(context, 130, { at: /data-survives: waiting for/, cause: interrupt })
})
