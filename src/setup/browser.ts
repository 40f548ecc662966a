import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { installPackages, mayInstall } from './packages.ts'
import { NotReady } from './step.ts'

/**
 * Where Chromium and its kin are, on the systems that this runs on. Chrome comes first: GitHub's runners have a snapshot of
 * Chromium besides, and there AppArmor lets none but Chrome make the sandbox.
 */
const PLACES = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * The browser named in ASSAY_CHROMIUM, or the first in its usual place. Throws {@link NotReady} if there is
 * none.
 */
export function findBrowser(isThere: (place: string) => boolean = existsSync): string {
  const { ASSAY_CHROMIUM: named } = process.env
  if (named && !isThere(named)) throw new NotReady(`ASSAY_CHROMIUM names ${named}, which does not exist.`)
  const found = named || PLACES.find((place) => isThere(place))
  if (found) return found
  throw new NotReady(
    'No browser was found. Install Chromium or Google Chrome, or name one in ASSAY_CHROMIUM.',
  )
}

/** The same, but installs Chromium if there is none and this user may. */
export async function ensureBrowser(): Promise<string> {
  try {
    return findBrowser()
  } catch (error) {
    if (process.env.ASSAY_CHROMIUM || !(await mayInstall())) throw error
    await installPackages('chromium')
    return findBrowser()
  }
}

/** Starts the browser of this machine. Throws {@link NotReady} if there is none. */
export async function launchBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core')
  // Chromium's sandbox refuses root.
  return chromium.launch({ executablePath: findBrowser(), chromiumSandbox: process.getuid?.() !== 0 })
}
