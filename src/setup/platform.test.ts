import { expect, test } from 'vitest'
import { sourceOf } from './catalogue.ts'
import { emulationOf, isRightFor } from './platform.ts'
import { PullFailed } from './pull.ts'

const other = new PullFailed('other architecture', 'no matching manifest for linux/arm64/v8')

test('on arm64, NanoMon’s images are asked for again as those for amd64, and nothing else is', () => {
  expect(emulationOf(sourceOf('nanomon-api'), 'arm64', other)).toBe('linux/amd64')
  expect(emulationOf(sourceOf('postgres'), 'arm64', other)).toBeUndefined()
  expect(emulationOf(sourceOf('node'), 'arm64', other)).toBeUndefined()
})

test('another cause than the architecture is not answered by emulation, nor is it on amd64', () => {
  expect(emulationOf(sourceOf('nanomon-api'), 'arm64', new PullFailed('refused', 'denied'))).toBeUndefined()
  expect(emulationOf(sourceOf('nanomon-api'), 'arm64', new Error('x'))).toBeUndefined()
  expect(emulationOf(sourceOf('nanomon-api'), 'amd64', other)).toBeUndefined()
})

test('what Docker pulled although it does not fit runs only where it is NanoMon’s', () => {
  expect(isRightFor(sourceOf('postgres'), 'arm64', 'arm64')).toBe(true)
  expect(isRightFor(sourceOf('postgres'), 'arm64', 'amd64')).toBe(false)
  expect(isRightFor(sourceOf('nanomon-api'), 'arm64', 'amd64')).toBe(true)
  expect(isRightFor(sourceOf('nanomon-api'), 'amd64', 'arm64')).toBe(false)
})
