import { expect, test } from 'vitest'
import { slowdownBetween } from './starvation.ts'

test.each([
  ['waits as long as it runs', { ran: 2, waited: 2 }, 2],
  ['waits nineteen times as long', { ran: 1, waited: 19 }, 20],
  ['never waits', { ran: 3, waited: 0 }, 1],
  ['has not run', { ran: 0, waited: 5 }, 1],
  ['has lost a thread that ran long', { ran: -7, waited: 5 }, 1],
])('a program that %s', (_, meanwhile, times) => {
  const before = { ran: 10, waited: 30 }
  const after = { ran: 10 + meanwhile.ran, waited: 30 + meanwhile.waited }
  expect(slowdownBetween(before, after)).toBe(times)
})
