import { expect, test } from 'vitest'
import { carryForward } from './carry-forward.ts'
import type { CheckResult } from './report.ts'
import { sampleResult } from './sample.ts'

const failed = (observed: string) => ({
  verdict: 'fail' as const,
  finding: { expected: 'an answer', observed },
})
const results = (...checks: CheckResult[]) => ({ checks, refusals: [], faults: [] })

const first = results(
  sampleResult('bound', { verdict: 'pass' }),
  sampleResult('survives', failed('no answer from the app')),
  sampleResult('recovers', { verdict: 'blocked', blockedBy: 'survives' }),
)

test('what passes on the workshop’s own app counts, and is marked', () => {
  const again = results(
    sampleResult('bound', { verdict: 'pass' }),
    sampleResult('survives', { verdict: 'pass' }),
    sampleResult('recovers', failed('the row is gone')),
  )
  const { checks } = carryForward(first, again)
  expect(checks.map(({ id, verdict, carriedForward }) => [id, verdict, carriedForward])).toEqual([
    ['bound', 'pass', undefined],
    ['survives', 'pass', true],
    ['recovers', 'fail', undefined],
  ])
  expect(checks[2]?.observed).toBe('the row is gone')
})

test('what passed with the learner’s own app stays passed', () => {
  const again = results(
    sampleResult('bound', failed('no claim')),
    sampleResult('survives', { verdict: 'pass' }),
  )
  expect(carryForward(first, again).checks[0]).toBe(first.checks[0])
})

test('if nothing more passes, the learner reads what their own work does', () => {
  const again = results(
    sampleResult('bound', { verdict: 'pass' }),
    sampleResult('survives', failed('the row is gone')),
    sampleResult('recovers', { verdict: 'blocked', blockedBy: 'survives' }),
  )
  expect(carryForward(first, again).checks).toEqual(first.checks)
})

test('a grader error of the second time is one of the grade', () => {
  const again = results(sampleResult('survives', { verdict: 'error', problem: 'the node is not Ready' }))
  expect(carryForward(first, again).checks[1]?.verdict).toBe('error')
  expect(carryForward(first, { ...again, faults: ['a hook failed'] }).faults).toEqual(['a hook failed'])
})
