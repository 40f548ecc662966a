import { expect, test } from 'vitest'
import { assess } from '../../src/conformance/assess.ts'
import { conform, type Outcome } from '../../src/conformance/conformance.ts'
import { gather } from '../../src/conformance/subject.ts'
import { collectRules } from '../../src/grade/rubric.ts'
import { ensureParts } from '../../src/setup/parts.ts'
import { emptyFolder } from './batch-command.ts'
import { tiny } from './tiny/workshop.ts'

test('the engine grades another workshop', async ({ signal }) => {
  const rules = await collectRules(tiny)
  const subjects = await gather(tiny, await emptyFolder())
  const outcomes: Outcome[] = []
  const plan = { subjects, parts: await ensureParts(tiny.app, signal), out: await emptyFolder(), signal }
  await conform(plan, (outcome) => outcomes.push(outcome))
  expect(outcomes.map(({ subject }) => subject.name).sort()).toEqual(['empty', 'one-pod', 'reference'])
  expect(outcomes.flatMap((outcome) => assess(outcome, { rules, update: false }))).toEqual([])
})
