import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { fixture, root } from '../setup/paths.ts'
import { specOf } from '../verdict/workshop.ts'
import { workshop } from './workshop.ts'

const text = readFileSync(fixture('workshop.md'), 'utf8')

/** The workshop's text from a heading to the next. */
function below(title: string): string {
  const parts = text.split(/^## /m)
  const found = parts.filter((part) => part.split('\n', 1)[0]?.endsWith(` ${title}`))
  expect(found).toHaveLength(1)
  return found.join()
}

/** Words alone: without fences and signs of Markdown, and with single spaces. */
const words = (markdown: string) =>
  markdown
    .replace(/^```.*$/gm, '')
    .replace(/`/g, '')
    .replace(/(?<![\w])_(?=[A-Za-z])|(?<=[A-Za-z])_(?![\w])/g, '')
    .replace(/\s+/g, ' ')
    .trim()

const quotes = workshop.sections.flatMap((section) => {
  const spec = readFileSync(path.join(root, specOf(workshop, section)), 'utf8')
  const found = [...spec.matchAll(/^ {2}quotes:\s+'(.*)',$/gm)]
  return found.map(([, quote = '']) => ({ title: section.title, quote }))
})

test('nearly every check quotes the workshop', () => expect(quotes.length).toBeGreaterThanOrEqual(18))

test.each(quotes)('$title says: $quote', ({ title, quote }) => {
  const said = words(below(title))
  const places = quote.split(' … ').map((part) => said.indexOf(words(part)))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})
