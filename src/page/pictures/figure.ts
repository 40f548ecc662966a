import { type Html, html } from '../html.ts'
import { scrollable } from '../parts.ts'
import type { Picture } from './picture.ts'

/** A picture with its words below it, its figures folded away, and a link to all of them. */
export function renderFigure({ title, panels, sentence, table }: Picture, check: string, file: string): Html {
  const figures = html`<table>
<thead><tr>${table.head.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${table.rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table>`
  return html`
<figure>
<figcaption><b>${title}</b> <code>${check}</code></figcaption>
<div role="img" aria-label="${title}: ${sentence}">${panels}</div>
<p>${sentence}</p>
<details><summary>The figures as a table</summary>${scrollable(title, figures)}<p class="quiet">All of them: <a href="${file}">${file}</a></p></details>
</figure>`
}
