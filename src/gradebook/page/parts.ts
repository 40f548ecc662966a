import { count } from '../../output/count.ts'
import { sanitizeLine } from '../../output/sanitize.ts'
import { type Html, html } from '../../page/html.ts'
import { folderOfWhole, type Learner, type Row } from '../row.ts'

/** A learner's name on one line; of a name that is not seen, the folder's. */
export const nameOf = ({ name, id }: Learner) => sanitizeLine(name).trim() || id

/** A learner's name, which leads to the whole report where there is one. */
export function linkTo(row: Row): Html {
  const { learner, report } = row
  const name = html`<bdi>${nameOf(learner)}</bdi>`
  if (!report) return name
  return html`<a href="${folderOfWhole(row)}/${encodeURIComponent(learner.id)}/report.html">${name}</a>`
}

/** Some learners, folded away where they are many. */
export function linkAll(rows: Row[]): Html {
  const list = html`<ul class="names">${rows.map((row) => html`<li>${linkTo(row)}</li>`)}</ul>`
  if (rows.length <= FEW) return list
  return html`<details><summary>${count(rows.length, 'learner')}</summary>${list}</details>`
}

const FEW = 6

/** Points with their sign: `+2`, `−5`. */
export const signed = (points: number) => `${points < 0 ? '−' : '+'}${Math.abs(points)}`

/** The head of a column by which a table can be sorted; a button, so that the keyboard has it too. */
export const sortable = (head: string | Html, kind = '') =>
  html`<th scope="col" class="${kind}"><button type="button">${head}</button></th>`
