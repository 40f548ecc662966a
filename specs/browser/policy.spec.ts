import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { applyPolicy } from '../../src/gradebook/policy/apply.ts'
import { samplePolicy } from '../../src/gradebook/policy/sample.ts'
import { sampleClass } from '../../src/gradebook/sample/class.ts'
import { sampleRules } from '../../src/gradebook/sample/rules.ts'
import { headOf, open, readColumn } from './opened.ts'
import { share, writeGradebookPage } from './shared.ts'

const HOSTILE = `"><img src=x onerror="alert(1)"> <script>alert(2)</script> ${'Wolfeschlegelstein'.repeat(100)}`

const all = sampleClass(300)
const reasons = ['Two days late.', HOSTILE, 'Found a mistake \u202ein the text.']
const policy = samplePolicy({
  points: new Map([['data-survives', 20]]),
  leftOut: ['Installing The App with Helm'],
  show: 'verdict-only',
  adjustments: new Map(
    all
      .filter((_, i) => i % 20 === 0)
      .map(({ learner }, i) => [
        learner.id,
        { points: i % 2 ? 3 : -25, reason: reasons[i % reasons.length] ?? '' },
      ]),
  ),
})
const rows = all.map((row) => applyPolicy(row, sampleRules, policy))

let folder: string
let address: string
let browser: Browser

beforeAll(async () => {
  const shared = await share()
  ;({ browser, folder } = shared)
  const about = {
    title: 'Autumn',
    gradedAt: '24 November 2026',
    notes: [],
    policy: { policy, digest: '0123abcd' },
  }
  address = writeGradebookPage(folder, rows, about, 'complete')
  writeFileSync(path.join(folder, 'policy.yaml'), '')
  return shared.close
})

test('a reason is text that runs nothing, and fetches nothing', async () => {
  const { page, requests, complaints } = await open(browser, address)
  const reason = page.locator('#policy').getByText('alert(2)').first()
  expect(await reason.textContent()).toContain('<script>alert(2)</script>')
  expect(requests).toEqual([address])
  expect(complaints).toEqual([])
})

test('adjusted scores sort by the score', async () => {
  const { page } = await open(browser, address)
  await headOf(page, 'Score').click()
  const scores = rows.flatMap(({ standing, report }) => (standing === 'graded' && report ? report.score : []))
  const shown = async () =>
    (await readColumn(page, 'Score')).filter(Boolean).map((text) => Number.parseInt(text, 10))
  await expect.poll(shown).toEqual(scores.sort((a, b) => a - b))
  expect(
    (await readColumn(page, 'Score')).filter((text) => text.includes('adjusted by −25')).length,
  ).toBeGreaterThan(3)
})

test('every link leads to what is there', async () => {
  const { page } = await open(browser, address)
  const links = await page
    .locator('a')
    .evaluateAll((found) => [...new Set(found.map((link) => (link as HTMLAnchorElement).href))])
  const [inside, outside] = [true, false].map((isInside) =>
    links.filter((link) => link.includes('#') === isInside),
  )
  expect(outside?.filter((link) => !existsSync(fileURLToPath(link)))).toEqual([])
  for (const link of inside ?? []) expect(await page.locator(new URL(link).hash).count()).toBe(1)
})

test.each([360, 1280])('in a window of %i px only its tables scroll sideways', async (width) => {
  const { page } = await open(browser, address, { viewport: { width, height: 800 } })
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(over).toBe(0)
})
