import { type Browser, chromium } from 'playwright-core'
import { findBrowser } from '../../src/setup/browser.ts'

/** Starts the browser of this machine. */
export function launch(): Promise<Browser> {
  // Chromium's sandbox refuses root.
  return chromium.launch({ executablePath: findBrowser(), chromiumSandbox: process.getuid?.() !== 0 })
}
