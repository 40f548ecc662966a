import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'

/** A page in a browser, and what it did that it should not have. */
export interface Opened {
  page: Page
  /** Whatever was asked for, by its address. */
  requests: string[]
  /** What the console says, what the policy forbade, errors, and dialogs. */
  complaints: string[]
}

/** Opens an address until the test ends, and listens from before its first byte. */
export async function open(
  browser: Browser,
  address: string,
  options?: BrowserContextOptions,
): Promise<Opened> {
  const context = await browser.newContext(options)
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const requests: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`${error}`))
  page.on('dialog', async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  await page.goto(address)
  return { page, requests, complaints }
}

/** The levels of the headings of a page, in their order. */
export const levelsOf = (page: Page): Promise<number[]> =>
  page
    .locator('h1, h2, h3, h4, h5, h6')
    .evaluateAll((all) => all.map(({ tagName }) => Number(tagName.slice(1))))

/** What stands in one column of the learners that are shown, from the top. */
export function readColumn(page: Page, head: string): Promise<string[]> {
  return page.locator('.roster').evaluate((table: HTMLTableElement, name) => {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])]
    const place = heads.findIndex(({ textContent }) => textContent === name)
    return [...(table.tBodies[0]?.rows ?? [])]
      .filter(({ hidden }) => !hidden)
      .map(({ cells }) => cells[place]?.textContent ?? '')
  }, head)
}

/** The button at the head of a column of the learners. */
export const headOf = (page: Page, head: string) =>
  page.locator('.roster').getByRole('button', { name: head, exact: true })

/** How a column of the learners says that it is sorted. */
export const sortingOf = (page: Page, head: string) =>
  page.locator('.roster').getByRole('columnheader', { name: head, exact: true }).getAttribute('aria-sort')
