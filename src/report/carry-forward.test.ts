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

test('a section in which nothing more passes keeps what the learner’s own work did, whatever another gains', () => {
  const scales = (outcome: Parameters<typeof sampleResult>[1]) =>
    sampleResult('scales', outcome, { section: 'Autoscaling' })
  const { checks } = carryForward(
    results(...first.checks, scales(failed('nobody answers'))),
    results(sampleResult('survives', failed('the row is gone')), scales({ verdict: 'pass' })),
  )
  expect(checks.slice(0, 3)).toEqual(first.checks)
  expect(checks[3]).toMatchObject({ verdict: 'pass', carriedForward: true })
})

test('no check is blocked by one that counts as passed', () => {
  const again = results(
    sampleResult('bound', failed('no claim')),
    sampleResult('survives', { verdict: 'blocked', blockedBy: 'bound' }),
    sampleResult('recovers', { verdict: 'pass' }),
  )
  expect(carryForward(first, again).checks.map(({ verdict }) => verdict)).toEqual(['pass', 'fail', 'pass'])
})

test('after a grader error of the second time nothing of it counts, and the grade is not gradable', () => {
  const again = results(
    sampleResult('bound', { verdict: 'error', problem: 'the node is not Ready' }),
    sampleResult('survives', { verdict: 'blocked', blockedBy: 'bound' }),
    sampleResult('recovers', { verdict: 'pass' }),
  )
  const { checks, faults } = carryForward(first, again)
  expect(checks).toEqual(first.checks)
  expect(faults).toEqual([expect.stringContaining('the node is not Ready')])
  expect(carryForward(first, { ...again, faults: ['a hook failed'] }).faults).toEqual(['a hook failed'])
})
