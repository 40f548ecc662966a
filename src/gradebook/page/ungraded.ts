import { type Html, html } from '../../page/html.ts'
import { scrollable } from '../../page/parts.ts'
import { standings } from '../class/statistics.ts'
import type { Row } from '../row.ts'
import { linkTo } from './parts.ts'

/** Everyone who has no grade, and why. */
export function renderUngraded(rows: Row[]): Html {
  const ungraded = standings.slice(1).flatMap((standing) => rows.filter((row) => row.standing === standing))
  if (ungraded.length === 0) return html`<p>Everyone is graded.</p>`
  const table = html`<table>
<thead><tr><th scope="col">Name</th><th scope="col">Standing</th><th scope="col">Why</th></tr></thead>
<tbody>${ungraded.map(renderRow)}
</tbody>
</table>`
  return html`
<p>“Not gradable” means an error of the grader or its machine. It costs the learner nothing: grade them again.</p>
${scrollable('Without a grade', table)}
`
}

const renderRow = (row: Row) => html`
<tr><th scope="row">${linkTo(row)}</th><td class="word">${row.standing}</td><td class="text">${row.why ?? ''}</td></tr>`
