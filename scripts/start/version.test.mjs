import { expect, test } from 'vitest'
import { isEnough, OLDEST } from './version.mjs'

test('the oldest Node is that of package.json', () => {
  expect(OLDEST).toBe('22.22')
})

test.each(['22.22.0', '22.23.1', '24.0.0', '25.1.0', '26.10.0', '100.0.0'])('%s is enough', (version) => {
  expect(isEnough(version)).toBe(true)
})

test.each(['16.20.2', '18.20.8', '20.20.2', '22.21.9', '23.11.0', '2.99.0'])('%s is not', (version) => {
  expect(isEnough(version)).toBe(false)
})
