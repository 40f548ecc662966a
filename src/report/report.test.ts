import { describe, expect, test } from 'vitest'
import type { Outcome, Rule } from '../verdict/verdict.ts'
import { toResult, total } from './report.ts'

const rule: Rule = {
  id: 'it',
  section: 'Scaling',
  offers: 'any manifest',
  says: 'It scales.',
  isQuote: true,
  points: 4,
  needs: ['other'],
  hint: 'Look.',
}
const common = {
  id: 'it',
  section: 'Scaling',
  says: 'It scales.',
  isQuote: true,
  outOf: 4,
  needs: ['other'],
  seconds: 1.3,
}
const at = { file: 'hpa.yaml', line: 3, column: 5, text: '  x: 1' }

describe('the result of a check', () => {
  test.each<[string, Outcome, object]>([
    ['a pass earns its points and says no more', { verdict: 'pass' }, { points: 4 }],
    [
      'a failure earns nothing and has the finding, the rule’s hint and evidence',
      { verdict: 'fail', finding: { expected: 'a', observed: 'b', at } },
      { points: 0, expected: 'a', observed: 'b', at, hint: 'Look.', evidence: 'evidence/it' },
    ],
    [
      'a hint drawn from what was seen stands in for the rule’s',
      { verdict: 'fail', finding: { expected: 'a', observed: 'b', hint: 'The node cannot pull the image.' } },
      {
        points: 0,
        expected: 'a',
        observed: 'b',
        hint: 'The node cannot pull the image.',
        evidence: 'evidence/it',
      },
    ],
    [
      'nothing was handed in: what could be, no hint, no evidence',
      { verdict: 'absent' },
      { points: 0, offers: 'any manifest' },
    ],
    [
      'blocked names the check that blocks',
      { verdict: 'blocked', blockedBy: 'other' },
      { points: 0, blockedBy: 'other' },
    ],
    [
      'a grader error has its problem and evidence, and no hint for the learner',
      { verdict: 'error', problem: 'no route to host' },
      { points: 0, observed: 'no route to host', evidence: 'evidence/it' },
    ],
  ])('%s', (_, outcome, expected) =>
    expect(toResult(rule, outcome, 1.26)).toStrictEqual({ ...common, verdict: outcome.verdict, ...expected }),
  )
})

describe('the total', () => {
  const sections = [{ points: 60 }, { points: 40 }]
  const worth = (points: number, outcome: Outcome) => toResult({ ...rule, points }, outcome, 0)

  test('adds up what was earned, out of the whole rubric', () =>
    expect(total([worth(60, { verdict: 'pass' }), worth(40, { verdict: 'absent' })], [], sections)).toEqual({
      score: 60,
      outOf: 100,
      gradable: true,
    }))

  test.each<[string, ReturnType<typeof worth>[]]>([
    ['no check at all', []],
    ['lost checks, though all that are there passed', [worth(60, { verdict: 'pass' })]],
    ['more points than the rubric has', [worth(60, { verdict: 'pass' }), worth(60, { verdict: 'pass' })]],
    ['an error', [worth(60, { verdict: 'pass' }), worth(40, { verdict: 'error', problem: 'x' })]],
  ])('%s: not gradable', (_, checks) =>
    expect(total(checks, [], sections)).toMatchObject({ outOf: 100, gradable: false }),
  )

  test('a fault outside of every check: not gradable', () =>
    expect(total([worth(100, { verdict: 'pass' })], ['a hook failed'], sections)).toMatchObject({
      gradable: false,
    }))
})
