import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine, wholeNumber } from '../src/cli/command-line.ts'
import { EXIT } from '../src/cli/exit.ts'
import { renderPage } from '../src/gradebook/page.ts'
import { sampleClass } from '../src/gradebook/sample/class.ts'
import { sampleRules } from '../src/gradebook/sample/rules.ts'
import { ensureBrowser, launchBrowser } from '../src/setup/browser.ts'

const USAGE = `usage: npm run bench:page -- [LEARNERS]
  LEARNERS  in the gradebook whose page is opened, searched and sorted;
            default: 5000`

const EXAMPLES = ['npm run bench:page', 'npm run bench:page -- 500']

/** On a machine that is busy with clusters, a page may take this long. */
const PATIENCE_MS = 10 * 60_000

const readRequest = () =>
  readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: {}, takesArguments: true },
    (_, [learners = '5000']) => wholeNumber('LEARNERS', learners),
  )

/** Reads how many seconds of CPU the page's main thread has taken: of a busy machine they say more than a clock. */
async function cpuClockOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
}

/** The page is ready for its reader when it has been painted after the work. */
const painted = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))

const row = (what: string, ...cells: string[]) =>
  console.log(what.padEnd(24) + cells.map((cell) => cell.padStart(12)).join(''))

await runCommand(async () => {
  const learners = readRequest()
  await ensureBrowser()
  const rows = sampleClass(learners)
  const about = { title: 'Autumn', gradedAt: '24 November 2026', notes: [] }
  const text = renderPage(rows, sampleRules, about)
  console.log(`${learners} learners, ${(Buffer.byteLength(text) / 2 ** 20).toFixed(1)} MiB`)
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-bench-'))
  const file = path.join(folder, 'index.html')
  writeFileSync(file, text)
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    const head = (name: string) => page.locator('.roster').getByRole('button', { name, exact: true })
    const press = (name: string) =>
      head(name).evaluate((button: HTMLButtonElement) => {
        button.click()
      })
    page.setDefaultTimeout(PATIENCE_MS)
    const cpu = await cpuClockOf(page)
    row('', 'seconds', 'CPU s')
    const time = async (what: string, work: () => Promise<unknown>) => {
      const [started, before] = [performance.now(), await cpu()]
      await work()
      await painted(page)
      row(what, ((performance.now() - started) / 1000).toFixed(2), ((await cpu()) - before).toFixed(2))
    }
    const search = (words: string) =>
      page.evaluate((wanted) => {
        const field = document.querySelector<HTMLInputElement>('#search')
        if (!field) throw new Error('there is no search')
        field.value = wanted
        field.dispatchEvent(new Event('input'))
      }, words)
    await time('show', () => page.goto(pathToFileURL(file).href))
    await time('search for a name', () => search('lovelace'))
    await time('search for everybody', () => search(''))
    await time('sort by score', () => press('Score'))
    await time('sort by name', () => press('Name'))
    await time('sort by a check', () => press(sampleRules[0]?.id ?? ''))
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
  }
  return EXIT.passed
})
