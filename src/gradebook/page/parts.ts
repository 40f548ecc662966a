import { sanitizeLine } from '../../output/sanitize.ts'
import { folderOfWhole, type Learner, type Row } from '../row.ts'
import { type Html, html } from './html.ts'

/** A learner's name on one line; of a name that is not seen, the folder's. */
export const nameOf = ({ name, id }: Learner) => sanitizeLine(name).trim() || id

/** A learner's name, which leads to the whole report where there is one. */
export function linkTo(row: Row): Html {
  const { learner, report } = row
  const name = html`<bdi>${nameOf(learner)}</bdi>`
  if (!report) return name
  return html`<a href="${folderOfWhole(row)}/${encodeURIComponent(learner.id)}/report.md">${name}</a>`
}

/** Some learners, folded away where they are many. */
export function linkAll(rows: Row[]): Html {
  const list = html`<ul class="names">${rows.map((row) => html`<li>${linkTo(row)}</li>`)}</ul>`
  if (rows.length <= FEW) return list
  return html`<details><summary>${count(rows.length, 'learner')}</summary>${list}</details>`
}

const FEW = 6

/** A number with what it counts. */
export const count = (number: number, one: string, many = `${one}s`) =>
  `${number} ${number === 1 ? one : many}`

/** Points with their sign: `+2`, `−5`. */
export const signed = (points: number) => `${points < 0 ? '−' : '+'}${Math.abs(points)}`

/** The head of a column by which a table can be sorted; a button, so that the keyboard has it too. */
export const sortable = (head: string | Html, kind = '') =>
  html`<th scope="col" class="${kind}"><button type="button">${head}</button></th>`

/** A table that scrolls by itself where the window is too small for it. */
export const scrollable = (label: string, table: Html) =>
  html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>`

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

/** A text with its words in backticks as code. */
export const marked = (text: string) =>
  sanitizeLine(text)
    .split(/`([^`]+)`/)
    .map((words, i) => (i % 2 ? html`<code>${words}</code>` : html`${words}`))
