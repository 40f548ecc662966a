import { sanitizeLine } from '../output/sanitize.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { type Html, html } from './html.ts'

/** The verdicts in the order in which they are told, each with a sign that has the colour of its text. */
export const MARKS: [Verdict, string][] = [
  ['pass', '✓'],
  ['fail', '✗'],
  ['blocked', '⊘'],
  ['absent', '–'],
  ['error', '⚠\ufe0e'],
]

/** A table that scrolls by itself where the window is too small for it. The part of the page that it is in has its own name. */
export const scrollable = (label: string, table: Html) =>
  html`<div class="scroll" role="region" aria-label="Table: ${label}" tabindex="0">${table}</div>`

/** Bars side by side, each a share (0 to 1) of the width; the numbers stand beside it as text. */
export function bar(...shares: [share: number, kind: string][]): Html {
  let start = 0
  const rects = shares.map(([share, kind]) => {
    const x = start
    start += share
    return html`<rect class="${kind}" x="${percent(x)}" width="${percent(share)}" height="100%"/>`
  })
  return html`<svg class="bar" aria-hidden="true">${rects}</svg>`
}

const percent = (share: number) => `${Number((share * 100).toFixed(2))}%`

/** A text on one line, with its words in backticks as code. */
export const marked = (text: string) =>
  sanitizeLine(text)
    .split(/`([^`]+)`/)
    .map((words, i) => (i % 2 ? html`<code>${words}</code>` : html`${words}`))
