import { count } from '../../output/count.ts'
import { type Html, html } from '../../page/html.ts'
import { marked } from '../../page/parts.ts'
import type { Rule } from '../../verdict/verdict.ts'
import { type Cause, findCauses } from '../class/causes.ts'
import type { Row } from '../row.ts'
import { linkAll } from './parts.ts'

/** As many reasons are shown at once; the rarer ones are folded away. */
const SHOWN = 15

/** The reasons why checks failed, the most frequent first. */
export function renderReasons(rows: Row[], rules: Rule[]): Html {
  const causes = findCauses(rows, rules)
  const rest = causes.slice(SHOWN)
  if (causes.length === 0) return html`<p>No check failed.</p>`
  return html`
<p>Why checks failed, the commonest reason first. A reason names every check that it explains, and counts each learner once. “…” stands for words that differ between learners; the observation is the first learner’s.</p>
<ol class="cards">${causes.slice(0, SHOWN).map(renderCause)}</ol>
${rest.length > 0 && html`<details><summary>${count(rest.length, 'rarer reason')}</summary><ol class="cards">${rest.map(renderCause)}</ol></details>`}
`
}

const renderCause = ({ checks, says, observed, rows }: Cause) => html`
<li><h3><b>${rows.length}×</b> ${checks.map(renderCheck)}</h3><p>${marked(says)}</p><p class="seen"><span class="quiet">Observed:</span> ${observed}</p>${linkAll(rows)}</li>`

const renderCheck = (check: string, i: number) => html`${i > 0 && ', '}<code>${check}</code>`
