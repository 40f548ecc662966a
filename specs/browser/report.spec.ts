import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { writeSampleEvidence } from '../../src/page/sample.ts'
import { writePage } from '../../src/page/write.ts'
import type { Report } from '../../src/report/report.ts'
import { eachVerdict, sampleReport, sampleResult } from '../../src/report/sample.ts'
import { writeReport } from '../../src/report/write.ts'
import { findAccessibilityFaults } from './accessibility.ts'
import { levelsOf, open } from './opened.ts'
import { share } from './shared.ts'

const PHONE = { viewport: { width: 360, height: 640 } }

const around = {
  line: 69,
  lines: ['volumeMounts:', '- name: data', 'mountPath: /data', 'x'.repeat(80), '- metadata:'],
}
const checks = eachVerdict.map((check) => (check.at ? { ...check, at: { ...check.at, around } } : check))
const report = sampleReport(checks, {
  gradable: true,
  problems: [{ severity: 'note', message: 'Kustomize is `not` run.' }],
})

const LONG = 'N'.repeat(10_000)
const EVIL =
  '"></style></title><script>alert(1)</script>\u001b[2J\u202eevil\u2066<img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a>'

function hostileReport(): Report {
  const at = { file: `javascript:alert(4)//${LONG}`, line: 1, column: 1, text: EVIL }
  const finding = { expected: EVIL + LONG, observed: EVIL, hint: EVIL, at }
  const failed = sampleResult('it', { verdict: 'fail', finding }, { says: EVIL })
  return sampleReport(
    [
      {
        ...failed,
        at: { ...at, around: { line: 1, lines: [EVIL, LONG] } },
        evidence: 'javascript:alert(5)',
      },
      sampleResult(EVIL, { verdict: 'blocked', blockedBy: EVIL }, { section: LONG }),
      sampleResult(LONG, { verdict: 'error', problem: EVIL }),
    ],
    {
      submission: EVIL + LONG,
      faults: [EVIL],
      objects: { submission: [EVIL, `StatefulSet ${LONG}`], workshop: [] },
      problems: [{ severity: 'error', message: EVIL, at }],
    },
  )
}

let folder: string
let browser: Browser

beforeAll(async () => {
  const shared = await share()
  ;({ browser, folder } = shared)
  return shared.close
})

async function write(name: string, one: Report): Promise<string> {
  const place = path.join(folder, name)
  writeReport(place, one)
  writeSampleEvidence(place)
  return pathToFileURL(await writePage(place, one)).href
}

test('nothing is asked for but the file, nothing is complained of, and headings are in order', async () => {
  const address = await write('each', report)
  const { page, requests, complaints } = await open(browser, address)
  const levels = await levelsOf(page)
  expect(levels[0]).toBe(1)
  for (const [i, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1)
  expect(await page.locator('figure').count()).toBe(3)
  expect(requests).toEqual([address])
  expect(complaints).toEqual([])
})

test.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['light, on a phone', { ...PHONE, colorScheme: 'light' }],
] as const)('names and contrast are as they should be: %s', async (_, options) => {
  const { page } = await open(browser, await write('each', report), options)
  expect(await findAccessibilityFaults(page)).toEqual([])
})

test.each([
  ['each verdict', report],
  ['hostile text', hostileReport()],
])('a phone scrolls a report with %s down alone', async (name, one) => {
  const { page } = await open(browser, await write(name, one), PHONE)
  const over = await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
    return document.documentElement.scrollWidth - document.documentElement.clientWidth
  })
  expect(over).toBe(0)
})

test('what is hostile is text that is seen, runs nothing and leads nowhere', async () => {
  const address = await write('hostile', hostileReport())
  const { page, requests, complaints } = await open(browser, address)
  expect(await page.locator('h1').textContent()).toContain('<script>alert(1)</script>evil<img')
  expect(await page.locator('script, img, [onerror]').count()).toBe(0)
  for (const link of await page.locator('a').all()) {
    const target = await link.getAttribute('href')
    expect(target).toMatch(/^(#|report\.json$|evidence\/)/)
  }
  expect(requests).toEqual([address])
  expect(complaints).toEqual([])
})

test('the keyboard alone opens a check, and reads a line that is too long', async () => {
  const { page } = await open(browser, await write('each', report), PHONE)
  const closed = page.locator('details.check:not([open])')
  const before = await closed.count()
  await closed.first().locator('summary').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => closed.count()).toBe(before - 1)
  const lines = page.locator('pre').first()
  // Chromium lets the keyboard into whatever scrolls; other browsers ask for this.
  expect(await lines.getAttribute('tabindex')).toBe('0')
  await lines.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => lines.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0)
})

test('every control is reached by Tab, in the order in which it stands', async () => {
  const { page } = await open(browser, await write('each', report))
  const selector = 'a, summary, [tabindex="0"]'
  const shown = await page.locator(selector).filter({ visible: true }).count()
  const reached: number[] = []
  for (let i = 0; i < shown; i++) {
    await page.keyboard.press('Tab')
    reached.push(
      await page.evaluate(
        (wanted) => [...document.querySelectorAll(wanted)].indexOf(document.activeElement as Element),
        selector,
      ),
    )
  }
  expect(new Set(reached).size).toBe(shown)
  expect(reached).toEqual(reached.toSorted((a, b) => a - b))
})

test('every link leads to what is there', async () => {
  const { page } = await open(browser, await write('each', report))
  const links = await page
    .locator('a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
  for (const link of links.filter((one) => one.includes('#')))
    expect(await page.locator(`[id="${new URL(link).hash.slice(1)}"]`).count()).toBe(1)
  const files = links.filter((one) => /\.(csv|json)$/.test(one))
  expect(files.length).toBeGreaterThan(3)
  expect(files.filter((link) => !existsSync(fileURLToPath(link)))).toEqual([])
})

test('on paper, what is folded away is there', async () => {
  const { page } = await open(browser, await write('each', report))
  const says = page.getByText('What scales-out says.')
  expect(await says.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await says.evaluate((element) => element.getBoundingClientRect().height)).toBeGreaterThan(0)
})

test('without JavaScript it is the same page', async () => {
  const { page, complaints } = await open(browser, await write('each', report), { javaScriptEnabled: false })
  expect(await page.locator('details.check[open] pre').isVisible()).toBe(true)
  expect(complaints).toEqual([])
})
