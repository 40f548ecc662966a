import { type Html, html } from '../../page/html.ts'
import { bar, marked, scrollable } from '../../page/parts.ts'
import type { Rule } from '../../verdict/verdict.ts'
import { type Tally, tallyChecks } from '../class/statistics.ts'
import type { Row } from '../row.ts'
import { sortable } from './parts.ts'

/** The verdicts that a learner who is graded can have, in the order of their bars. */
const VERDICTS = ['pass', 'fail', 'blocked', 'absent'] as const

/** How often each check has each verdict. */
export function renderChecks(rows: Row[], rules: Rule[]): Html {
  const tallies = tallyChecks(rows, rules)
  const table = html`<table class="sortable asc checks">
<thead><tr>${sortable('Check')}${sortable('Points', 'number')}${VERDICTS.map((verdict) => sortable(verdict, 'number'))}<td></td></tr></thead>
<tbody>${tallies.map(renderTally)}
</tbody>
</table>`
  return html`
<p>The verdicts of each check, over all graded learners. A check is blocked if it needs another one that did not pass, and absent if nothing was handed in for it.</p>
${scrollable('Checks', table)}
`
}

function renderTally({ rule, counts }: Tally, place: number): Html {
  const all = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0) || 1
  const bars = VERDICTS.map((verdict): [number, string] => [counts[verdict] / all, verdict])
  return html`
<tr><th scope="row" data-sort="${place}"><code>${rule.id}</code> <span class="quiet">${rule.section}</span><p>${marked(rule.says)}</p></th><td class="number">${rule.points}</td>${VERDICTS.map((verdict) => html`<td class="number">${counts[verdict]}</td>`)}<td class="wide">${bar(...bars)}</td></tr>`
}
