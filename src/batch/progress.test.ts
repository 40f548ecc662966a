import { expect, test } from 'vitest'
import { renderBar } from './progress.ts'

const MINUTE = 60_000

test('a bar says how far it is and how long it still takes', () => {
  expect(renderBar(10, 40, 10 * MINUTE)).toBe('████████░░░░░░░░░░░░░░░░░░░░░░ 10/40, 30 min left')
  expect(renderBar(10, 300, 18 * MINUTE)).toBe('█░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 10/300, 8.7 h left')
})

test('it says no time before anything has ended, nor after all has', () => {
  expect(renderBar(0, 4, MINUTE)).toBe(`${'░'.repeat(30)} 0/4`)
  expect(renderBar(4, 4, MINUTE)).toBe(`${'█'.repeat(30)} 4/4`)
  expect(renderBar(0, 0, 0)).toBe(`${'░'.repeat(30)} 0/0`)
})
