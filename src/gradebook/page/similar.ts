import { count } from '../../output/count.ts'
import { type Html, html } from '../../page/html.ts'
import { type Alike, findAlike } from '../class/alike.ts'
import type { Row } from '../row.ts'
import { linkAll } from './parts.ts'

/** Learners whose own objects are much the same, as a hint to look. */
export function renderSimilar(rows: Row[]): Html {
  const groups = findAlike(rows)
  const found =
    groups.length > 0
      ? html`<ul class="cards">${groups.map(renderGroup)}</ul>`
      : html`<p>None were found.</p>`
  return html`
<p>Learners who changed or added the same objects in the same way, or nearly so: of all the objects that any two of them have, they share at least four in five. This is a hint to look, not a verdict: short answers are often rightly the same, and some learners work in pairs.</p>
${found}
`
}

function renderGroup({ rows, shared, isSame }: Alike): Html {
  const objects = count(shared, 'object')
  const how = isSame ? `The same ${objects}` : `Nearly the same: ${objects} shared by all`
  return html`
<li><h3>${how}</h3>${linkAll(rows)}</li>`
}
