import { expect, test } from 'vitest'
import { assess } from '../../src/conformance/assess.ts'
import { conform, type SubjectOutcome } from '../../src/conformance/conformance.ts'
import { gather, loadReference } from '../../src/conformance/subject.ts'
import { grade } from '../../src/grade/grade.ts'
import { collectRules } from '../../src/grade/rubric.ts'
import { ensureSetup } from '../../src/setup/setup.ts'
import { emptyFolder } from './batch-command.ts'
import { tiny } from './tiny/workshop.ts'

test('another workshop is graded by the same engine', async ({ signal }) => {
  const submission = await loadReference(tiny)
  const report = await grade({ workshop: tiny, submission, pace: 'fast', out: await emptyFolder(), signal })
  expect(report).toMatchObject({ score: 10, outOf: 10, gradable: true, faults: [] })
})

test('its mutant is killed, and its reference is not', async ({ signal }) => {
  const rules = await collectRules(tiny)
  const subjects = await gather(tiny, await emptyFolder())
  const outcomes: SubjectOutcome[] = []
  const plan = { subjects, setup: await ensureSetup(tiny.app, signal), out: await emptyFolder(), signal }
  await conform(plan, (outcome) => outcomes.push(outcome))
  expect(outcomes.map(({ subject }) => subject.name).sort()).toEqual(['empty', 'one-pod', 'reference'])
  expect(outcomes.flatMap((outcome) => assess(outcome, { rules, update: false }))).toEqual([])
})
