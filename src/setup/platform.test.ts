import { expect, test } from 'vitest'
import type { ImageDefinition } from './catalogue.ts'
import { emulationOf, isRightFor } from './platform.ts'
import { PullFailed } from './pull.ts'

const ofSeveral: ImageDefinition = { name: 'store', reference: 'store:1', recipe: '/store' }
const forAmd64: ImageDefinition = { ...ofSeveral, name: 'shop', isForAmd64Only: true }

const other = new PullFailed('other architecture', 'no matching manifest for linux/arm64/v8')

test('on arm64, an image that is for amd64 only is asked for again as that, and nothing else is', () => {
  expect(emulationOf(forAmd64, 'arm64', other)).toBe('linux/amd64')
  expect(emulationOf(ofSeveral, 'arm64', other)).toBeUndefined()
})

test('another cause than the architecture is not answered by emulation, nor is it on amd64', () => {
  expect(emulationOf(forAmd64, 'arm64', new PullFailed('refused', 'denied'))).toBeUndefined()
  expect(emulationOf(forAmd64, 'arm64', new Error('x'))).toBeUndefined()
  expect(emulationOf(forAmd64, 'amd64', other)).toBeUndefined()
})

test('what Docker pulled although it does not fit runs only where it is for amd64 only', () => {
  expect(isRightFor(ofSeveral, 'arm64', 'arm64')).toBe(true)
  expect(isRightFor(ofSeveral, 'arm64', 'amd64')).toBe(false)
  expect(isRightFor(forAmd64, 'arm64', 'amd64')).toBe(true)
  expect(isRightFor(forAmd64, 'amd64', 'arm64')).toBe(false)
})
