import { expect, test } from 'vitest'
import { sampleResult } from '../report/sample.ts'
import { nextOf } from './next.ts'

const failed = (id: string, points: number) =>
  sampleResult(id, { verdict: 'fail', finding: { expected: 'a', observed: 'b' } }, { points })
const blocked = (id: string, blockedBy: string, points = 1) =>
  sampleResult(id, { verdict: 'blocked', blockedBy }, { points })
const passed = sampleResult('passed', { verdict: 'pass' })

test('a failure that blocks others comes before one that is worth more', () =>
  expect(nextOf([passed, failed('worth', 15), failed('blocker', 2), blocked('other', 'blocker')])).toEqual({
    check: failed('blocker', 2),
    blocks: [blocked('other', 'blocker')],
  }))

test('what is blocked by a blocked check counts too', () =>
  expect(
    nextOf([
      failed('small', 3),
      blocked('one', 'small'),
      failed('large', 1),
      blocked('two', 'large'),
      blocked('three', 'two', 9),
    ])?.check.id,
  ).toBe('large'))

test('of those that block nothing, the one with the most points, and of equals the first', () =>
  expect(nextOf([failed('a', 1), failed('b', 4), failed('c', 4)])?.check.id).toBe('b'))

test('no failure, nothing to mend; nor do checks that block each other keep it busy', () => {
  expect(nextOf([passed])).toBeUndefined()
  expect(nextOf([blocked('a', 'b'), blocked('b', 'a')])).toBeUndefined()
})
