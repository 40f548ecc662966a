import { expect, test, vi } from 'vitest'
import { findBrowser } from './browser.ts'
import { NotReady } from './step.ts'

const has =
  (...places: string[]) =>
  (place: string) =>
    places.includes(place)

test('of the browsers of a GitHub runner, Chrome is taken', () => {
  vi.stubEnv('ASSAY_CHROMIUM', '')
  expect(findBrowser(has('/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'))).toBe(
    '/usr/bin/google-chrome',
  )
})

test('one that is named is taken, or missed', () => {
  vi.stubEnv('ASSAY_CHROMIUM', '/opt/browser')
  expect(findBrowser(has('/opt/browser', '/usr/bin/google-chrome'))).toBe('/opt/browser')
  expect(() => findBrowser(has('/usr/bin/google-chrome'))).toThrow(NotReady)
})
