import { type Html, html } from '../../page/html.ts'
import type { Rule } from '../../verdict/verdict.ts'
import { bestOf, countStandings, quantile, scoresOf, standings } from '../class/statistics.ts'
import type { Row } from '../row.ts'

/** The number of learners of each standing, the median score and the middle half. */
export function renderSummary(rows: Row[], rules: Rule[]): Html {
  const counts = countStandings(rows)
  const scores = scoresOf(rows)
  const points = (share: number) => {
    const value = quantile(scores, share)
    return value === undefined ? '–' : `${Number(value.toFixed(1))}`
  }
  return html`
<dl class="figures">
${figure('learners', rows.length)}
${standings.map((standing) => figure(standing, counts[standing]))}
${figure(`median of ${bestOf(rows, rules)} points`, points(0.5))}
${figure('the middle half', `${points(0.25)} to ${points(0.75)}`)}
</dl>
`
}

const figure = (name: string, value: number | string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`
