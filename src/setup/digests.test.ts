import { expect, test } from 'vitest'
import { withDigest } from './digests.ts'

const known = ['127.0.0.1:5000/class/library/store@sha256:aa', 'store@sha256:bb']

test('an image that was pulled has the digest of the registry that it is from', () => {
  expect(withDigest('store:17', known)).toBe('store:17@sha256:bb')
  expect(withDigest('127.0.0.1:5000/class/library/store:17', known)).toBe(
    '127.0.0.1:5000/class/library/store:17@sha256:aa',
  )
})

test('one that was built or loaded has none', () => {
  expect(withDigest('assay/store:0123456789ab', [])).toBe('assay/store:0123456789ab')
  expect(withDigest('gres:17', known)).toBe('gres:17')
})
