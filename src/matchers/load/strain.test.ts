import { expect, test } from 'vitest'
import { Strain } from './strain.ts'

/** A second of looks that come every so many milliseconds, on two processors that idle for a part of it. */
function isTooMuch(every: number, idle: number): boolean {
  let now = { idle: 500, all: 9000 }
  const strain = new Strain(20, 0, () => now)
  for (let at = every; at <= 1000; at += every) strain.look(at)
  now = { idle: 500 + 2000 * idle, all: 9000 + 2000 }
  return strain.isTooMuch()
}

test('a machine with time to spare is not too busy', () => expect(isTooMuch(20, 0.5)).toBe(false))
test('a machine without a free processor is', () => expect(isTooMuch(20, 0.05)).toBe(true))
test('a process that is let run twice a second is, though the processors are idle', () =>
  expect(isTooMuch(500, 0.9)).toBe(true))
test('a look that comes a little late is nothing', () => expect(isTooMuch(100, 0.5)).toBe(false))
