import { count } from '../../output/count.ts'
import { type Html, html } from '../../page/html.ts'
import { bar } from '../../page/parts.ts'
import type { Rule } from '../../verdict/verdict.ts'
import { bandsOf, bestOf, scoresOf } from '../class/statistics.ts'
import type { Row } from '../row.ts'

/** How the scores are spread, as a table with a bar for each ten points. */
export function renderScores(rows: Row[], rules: Rule[]): Html {
  const scores = scoresOf(rows)
  const bands = bandsOf(scores, bestOf(rows, rules))
  const most = Math.max(1, ...bands.map((band) => band.count))
  const lines = bands.map(
    (band) => html`
<tr><th scope="row">${band.from}–${band.to}</th><td class="wide">${bar([band.count / most, 'plain'])}</td><td class="number">${band.count}</td></tr>`,
  )
  return html`
<p>The scores of ${count(scores.length, 'graded learner')}. Each row counts the scores in its range, both ends included.</p>
<table class="spread">
<thead><tr><th scope="col">Points</th><td></td><th scope="col" class="number">Learners</th></tr></thead>
<tbody>${lines}
</tbody>
</table>
`
}
