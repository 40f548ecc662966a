import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { renderPage } from '../../src/gradebook/page.ts'
import { sampleClass } from '../../src/gradebook/sample/class.ts'
import { sampleRules } from '../../src/gradebook/sample/rules.ts'
import { findAccessibilityFaults } from './accessibility.ts'
import { headOf, levelsOf, open, readColumn, sortingOf } from './opened.ts'
import { share, writeGradebookPage } from './shared.ts'

const LEARNERS = 300
const rows = sampleClass(LEARNERS)
const graded = rows.filter(({ standing }) => standing === 'graded')

const about = { title: 'Autumn', gradedAt: '24 November 2026', notes: ['<script>alert(4)</script>'] }

let folder: string
let address: string
let browser: Browser

beforeAll(async () => {
  const shared = await share()
  ;({ browser, folder } = shared)
  address = writeGradebookPage(folder, rows, about, 'feedback')
  return shared.close
})

test('everyone is there, hostile names are text, and nothing is asked for but the file', async () => {
  const { page, requests, complaints } = await open(browser, address)
  const names = await readColumn(page, 'Name')
  expect(names).toHaveLength(LEARNERS)
  expect(names).toEqual(expect.arrayContaining(['<script>alert(1)</script>', "' onmouseover='alert(3)"]))
  await page.getByText("' onmouseover=").filter({ visible: true }).first().hover()
  expect(requests).toEqual([address])
  expect(complaints).toEqual([])
})

test.each(['light', 'dark'] as const)('names and contrast are as they should be: %s', async (colorScheme) => {
  // In a small class there is all that a large one has, and axe-core takes a minute over 300.
  const file = path.join(folder, 'small.html')
  writeFileSync(file, renderPage(sampleClass(40), sampleRules, about))
  const { page } = await open(browser, pathToFileURL(file).href, { colorScheme })
  expect(await findAccessibilityFaults(page)).toEqual([])
  const levels = await levelsOf(page)
  expect(levels[0]).toBe(1)
  for (const [i, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1)
})

test('a script that is not the page’s own does not run', async () => {
  const { page, complaints } = await open(browser, address)
  const hasRun = await page.evaluate(() => {
    const smuggled = document.createElement('script')
    smuggled.textContent = 'window.smuggled = true'
    document.body.append(smuggled)
    return 'smuggled' in window
  })
  expect(hasRun).toBe(false)
  await expect.poll(() => complaints).toEqual([expect.stringContaining('Content Security Policy')])
})

test('a column of numbers sorts by their size, those without one last, by the mouse', async () => {
  const { page, complaints } = await open(browser, address)
  const scores = graded.map(({ report }) => report?.score ?? 0).sort((a, b) => a - b)
  const none = Array.from({ length: LEARNERS - graded.length }, () => '')
  await headOf(page, 'Score').click()
  await expect.poll(() => readColumn(page, 'Score')).toEqual([...scores.map(String), ...none])
  expect(await sortingOf(page, 'Score')).toBe('ascending')
  await headOf(page, 'Score').click()
  await expect.poll(() => readColumn(page, 'Score')).toEqual([...scores.toReversed().map(String), ...none])
  expect(await sortingOf(page, 'Score')).toBe('descending')
  expect(complaints).toEqual([])
})

test('a column of names sorts as people do, by the keyboard', async () => {
  const { page, complaints } = await open(browser, address)
  const collator = new Intl.Collator('en', { numeric: true })
  const names = (await readColumn(page, 'Name')).sort(collator.compare)
  await headOf(page, 'Name').press('Enter')
  await expect.poll(() => readColumn(page, 'Name')).toEqual(names)
  await page.keyboard.press('Space')
  await expect.poll(() => readColumn(page, 'Name')).toEqual(names.toReversed())
  expect(await sortingOf(page, 'Name')).toBe('descending')
  expect(complaints).toEqual([])
})

test('standings and verdicts sort in the order in which they are told', async () => {
  const { page } = await open(browser, address)
  const inOrder = async (head: string) => [...new Set(await readColumn(page, head))]
  await headOf(page, 'Standing').click()
  await expect
    .poll(() => inOrder('Standing'))
    .toEqual(['graded', 'not gradable', 'nothing handed in', 'not graded yet'])
  await headOf(page, 'app-served-through-ingress').click()
  await expect
    .poll(() => inOrder('app-served-through-ingress'))
    .toEqual(['pass', 'fail', 'blocked', 'absent', ''])
  expect(await sortingOf(page, 'Standing')).toBeNull()
})

test('the checks sort, and come back to the rubric’s order', async () => {
  const { page } = await open(browser, address)
  const table = page.locator('.checks')
  const ids = () => table.locator('tbody th > code:first-child').allTextContents()
  const fails = async () => (await table.locator('tbody td:nth-child(4)').allTextContents()).map(Number)
  const sorted = (await fails()).sort((a, b) => a - b)
  await table.getByRole('button', { name: 'fail' }).click()
  await expect.poll(fails).toEqual(sorted)
  await table.getByRole('button', { name: 'Check' }).click()
  await expect.poll(ids).toEqual(sampleRules.map(({ id }) => id))
})

test('the search shows whom it finds, and says how many, also after sorting', async () => {
  const { page, complaints } = await open(browser, address)
  const search = page.getByLabel('Search')
  const said = page.getByRole('status')
  const found = rows.filter(({ learner, standing }) => learner.section === 'Group B' && standing === 'graded')
  await search.fill('graded group b')
  await expect.poll(() => said.textContent()).toMatch(new RegExp(`^\\d+ of ${LEARNERS} learners$`))
  const logins = await readColumn(page, 'Login')
  expect(logins).toEqual(expect.arrayContaining(found.map(({ learner }) => learner.login)))
  expect(await said.textContent()).toBe(`${logins.length} of ${LEARNERS} learners`)
  await search.fill('ANGSTROM')
  await headOf(page, 'Name').click()
  await expect.poll(() => sortingOf(page, 'Name')).toBe('ascending')
  expect(new Set((await readColumn(page, 'Name')).map((name) => name.split(' ').at(-1)))).toEqual(
    new Set(['Ångström']),
  )
  await search.fill('student007')
  expect(await readColumn(page, 'Name')).toEqual(['Zoë 👩🚀🦄'])
  await search.fill('')
  expect(await said.textContent()).toBe(`${LEARNERS} of ${LEARNERS} learners`)
  expect(complaints).toEqual([])
})

test('every link leads to what is there', async () => {
  const { page } = await open(browser, address)
  const links = await page
    .locator('a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
  const [inside, feedback] = [true, false].map((isInside) =>
    links.filter((link) => link.includes('#') === isInside),
  ) as [string[], string[]]
  expect(new Set(feedback).size).toBe(rows.filter(({ report }) => report).length)
  expect(feedback.filter((link) => !existsSync(fileURLToPath(link)))).toEqual([])
  for (const link of inside) expect(await page.locator(new URL(link).hash).count()).toBe(1)
})

test('the bars have as many learners as are graded, and the longest is that of the most', async () => {
  const { page } = await open(browser, address)
  const bars = await page.locator('.spread tbody tr').evaluateAll((all) =>
    all.map((row) => ({
      count: Number(row.querySelector('.number')?.textContent),
      width: row.querySelector('rect')?.getBoundingClientRect().width ?? 0,
    })),
  )
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(graded.length)
  const most = Math.max(...bars.map(({ count }) => count))
  const widest = Math.max(...bars.map(({ width }) => width))
  for (const { count, width } of bars) expect(width / widest).toBeCloseTo(count / most, 1)
})

test('without JavaScript everyone can be read, and nothing is offered that would not work', async () => {
  const { page, complaints } = await open(browser, address, { javaScriptEnabled: false })
  const names = page.locator('.roster tbody th')
  expect(await names.count()).toBe(LEARNERS)
  expect(await names.last().isVisible()).toBe(true)
  expect(await page.getByLabel('Search').isVisible()).toBe(false)
  expect(complaints).toEqual([])
})

test.each([
  ['narrow', { viewport: { width: 360, height: 800 } }],
  ['narrow and dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' as const }],
])('a %s window is scrolled down alone; its tables scroll by themselves', async (_, options) => {
  const { page } = await open(browser, address, options)
  const [wide, roster] = await page.evaluate(() => {
    const over = (element?: Element | null) => (element ? element.scrollWidth - element.clientWidth : NaN)
    return [over(document.documentElement), over(document.querySelector('.scroll:has(.roster)'))]
  })
  expect(wide).toBe(0)
  expect(roster).toBeGreaterThan(0)
})

test('of a large class the first rows are shown, and all on demand, on paper and without a script', async () => {
  const file = path.join(folder, 'large.html')
  writeFileSync(file, renderPage(sampleClass(310), sampleRules, about))
  const { page, complaints } = await open(browser, pathToFileURL(file).href)
  const shown = () =>
    page
      .locator('.roster tbody tr')
      .evaluateAll((all) => all.filter((row) => row.getBoundingClientRect().height > 0).length)
  expect(await shown()).toBe(300)
  await page.getByLabel('Search').fill('student310')
  await expect.poll(shown).toBe(1)
  await page.getByLabel('Search').fill('')
  await page.emulateMedia({ media: 'print' })
  expect(await shown()).toBe(310)
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: 'Show all rows' }).press('Enter')
  await expect.poll(shown).toBe(310)
  expect(await page.getByRole('button', { name: 'Show all rows' }).count()).toBe(0)
  const scriptless = await open(browser, pathToFileURL(file).href, { javaScriptEnabled: false })
  expect(await scriptless.page.locator('.roster tbody tr').last().isVisible()).toBe(true)
  expect(complaints).toEqual([])
})

test('the head of the table stays in sight', async () => {
  const { page } = await open(browser, address)
  await page.locator('.roster tbody tr').last().scrollIntoViewIfNeeded()
  const box = page.locator('.scroll:has(.roster)')
  expect(await box.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0)
  const tops = await Promise.all([box.boundingBox(), headOf(page, 'Score').locator('..').boundingBox()])
  expect(Math.abs((tops[1]?.y ?? Number.NaN) - (tops[0]?.y ?? 0))).toBeLessThan(3)
})
