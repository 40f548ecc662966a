import { expect, test } from 'vitest'
import { refusal } from './builders.ts'

const debian = { platform: 'linux', arch: 'x64', mayInstall: true, hasGo: true }

test('images are built on Debian and x86-64, as root, with Go', () => {
  expect(refusal(debian)).toBeUndefined()
})

test('a Mac is told that they cannot be built on it, and never that no registry answers', () => {
  expect(refusal({ platform: 'darwin', arch: 'arm64', mayInstall: false, hasGo: true })).toBe(
    'They cannot be built here instead: building takes Debian or Ubuntu, as root, and x86-64, and this is darwin on arm64.',
  )
})

test('each thing that is lacking is named', () => {
  expect(refusal({ ...debian, hasGo: false })).toContain('building takes Go 1.26, and this is linux on x64')
  expect(refusal({ ...debian, mayInstall: false })).toContain('building takes Debian or Ubuntu, as root, ')
  expect(refusal({ ...debian, arch: 'arm64' })).toContain('building takes x86-64, and this is linux on arm64')
})
