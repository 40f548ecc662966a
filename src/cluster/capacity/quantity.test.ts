import { expect, test } from 'vitest'
import { parseQuantity } from './quantity.ts'

test.each([
  ['50m', 0.05],
  ['0.05', 0.05],
  [2, 2],
  ['123456n', 0.000123456],
  ['500M', 5e8],
  ['5e8', 5e8],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['100Mi', 100 * 2 ** 20],
  ['64k', 64_000],
  ['1E', 1e18],
])('%s is %d', (quantity, number) => expect(parseQuantity(quantity)).toBeCloseTo(number, 12))

test.each(['', 'm', '5 Mi', '10KB', 'lots'])('%j is no quantity', (text) =>
  expect(parseQuantity(text)).toBeNaN(),
)
