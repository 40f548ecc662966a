import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { type About, renderPage } from '../../src/gradebook/page.ts'
import type { Row } from '../../src/gradebook/row.ts'
import { sampleRules } from '../../src/gradebook/sample/rules.ts'
import { launchBrowser } from '../../src/setup/browser.ts'

/** What the tests of a file share. */
interface Shared {
  browser: Browser
  /** An empty folder for pages. */
  folder: string
  /** Removes both. */
  close(): Promise<void>
}

/** Opens a browser and makes a folder, for all tests of a file. */
export async function share(): Promise<Shared> {
  const browser = await launchBrowser()
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-page-'))
  const close = async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { browser, folder, close }
}

/**
 * Writes the page of a gradebook, and an empty report for each learner who has one, below `reports`. Returns the address
 * of the page.
 */
export function writeGradebookPage(
  folder: string,
  rows: Row[],
  about: About,
  reports: 'feedback' | 'complete',
): string {
  const file = path.join(folder, 'index.html')
  writeFileSync(file, renderPage(rows, sampleRules, about))
  for (const { learner } of rows.filter(({ report }) => report)) {
    mkdirSync(path.join(folder, reports, learner.id), { recursive: true })
    writeFileSync(path.join(folder, reports, learner.id, 'report.html'), '')
  }
  return pathToFileURL(file).href
}
