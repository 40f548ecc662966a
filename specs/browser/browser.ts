import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const MISSING =
  'No browser was found. Install Chromium (`apt-get install chromium`) or Google Chrome, or name one in ASSAY_CHROMIUM.'

/** Starts the browser that ASSAY_CHROMIUM names, or else the first that is in its usual place. */
export function launch(): Promise<Browser> {
  const { ASSAY_CHROMIUM: named } = process.env
  if (named && !existsSync(named)) throw new Error(`ASSAY_CHROMIUM names ${named}, which is not there.`)
  const executablePath = named || PLACES.find((place) => existsSync(place))
  if (!executablePath) throw new Error(MISSING)
  // Chromium's sandbox refuses root.
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
}
