import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { renderPage } from './page.ts'
import { sampleClass } from './sample/class.ts'
import { sampleRules } from './sample/rules.ts'

const about = { title: 'Autumn <b>', gradedAt: '24 November 2026', notes: ['A folder <i> is nobody’s.'] }
const page = renderPage(sampleClass(60), sampleRules, about)
const contentsOf = (name: string) =>
  [...page.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, text]) => text ?? '')
const digestOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('the same gradebook is the same bytes', () =>
  expect(renderPage(sampleClass(60), sampleRules, about)).toBe(page))

test('nothing that was written by others is an element', () => {
  expect(contentsOf('title')).toEqual(['Autumn &#60;b&#62;'])
  expect(page).not.toMatch(/<(i|img)\b/)
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page).toContain('<bdi>&#60;script&#62;alert(1)&#60;/script&#62;</bdi>')
  expect(page).not.toContain('\u202e')
})

test('only the page’s own script and style are let run, and nothing is fetched', () => {
  const [, policy] = /Security-Policy" content="([^"]+)"/.exec(page) ?? []
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${digestOf(contentsOf('script')[0])}`,
    `style-src ${digestOf(contentsOf('style')[0])}`,
    "base-uri 'none'",
    "form-action 'none'",
  ])
  expect(page).not.toMatch(/ (style|src|on\w+)="/)
})

test('names the licence of what it carries', () =>
  expect(contentsOf('script')[0]).toMatch(/sortable-tablesort [\d.]+ by .*, Unlicense/))

test('links lead below the page, whatever a learner is called', () => {
  const [row] = sampleClass(1)
  if (!row) throw new Error('a class of one is empty')
  row.learner.id = '"/../<b>?#'
  const other = renderPage([row], sampleRules, about)
  const links = [...other.matchAll(/href="([^"#]*)"/g)].map(([, link]) => link)
  expect(new Set(links)).toEqual(new Set(['feedback/%22%2F..%2F%3Cb%3E%3F%23/report.html']))
})

test('a reason names all of its checks', () =>
  expect(page).toContain('</b> <code>claim-bound</code>, <code>default-storage-class</code></h3>'))

test('headings are in order', () => {
  const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))
  expect(levels[0]).toBe(1)
  for (const [i, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1)
})

test('a class of nobody has a page', () =>
  expect(renderPage([], [], { ...about, notes: [] })).toContain('0 of 0 learners'))
