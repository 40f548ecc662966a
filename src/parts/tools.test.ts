import { expect, test } from 'vitest'
import { atLeast } from './tools.ts'

test.each([
  [[1, 35, 0], [1, 35, 0], true],
  [[1, 36, 0], [1, 35, 4], true],
  [[2, 0, 0], [1, 35, 4], true],
  [[1, 35, 3], [1, 35, 4], false],
  [[1, 9, 9], [1, 35, 0], false],
  [[0, 99, 99], [1, 35, 0], false],
  [[1, 35], [1, 35, 0], true],
  [[1, 35], [1, 35, 1], false],
  [[], [0, 0, 0], false],
  [[5, 0, 0], [Infinity], false],
])('%j is at least %j: %s', (version, minimum, answer) => expect(atLeast(version, minimum)).toBe(answer))
