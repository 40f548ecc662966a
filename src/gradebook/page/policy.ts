import { count } from '../../output/count.ts'
import { sanitizeLine } from '../../output/sanitize.ts'
import { type Html, html } from '../../page/html.ts'
import { scrollable } from '../../page/parts.ts'
import type { Show } from '../../report/policy.ts'
import type { Rule } from '../../verdict/verdict.ts'
import { pointsOf } from '../../verdict/workshop.ts'
import { median } from '../class/statistics.ts'
import { countedRules } from '../policy/apply.ts'
import type { InForce, Policy } from '../policy/policy.ts'
import type { Row } from '../row.ts'
import { gradeOf } from '../scale.ts'
import { linkTo, signed } from './parts.ts'

/** What a policy changed: points, sections, what learners see, and the scores of some. `rules` are the rubric's. */
export function renderPolicy(rows: Row[], rules: Rule[], { policy, digest }: InForce): Html {
  return html`
<p>The scores on this page are those of <a href="policy.yaml">policy.yaml</a> (${digest}). ${tellScores(rows, rules, policy)}</p>
<ul>${[...tellSections(rules, policy), SHOWN[policy.show]].map((one) => html`<li>${one}</li>`)}</ul>
${renderPoints(rules, policy)}
${renderAdjustments(rows)}
`
}

const SHOWN: Record<Show, string> = {
  all: 'Learners see everything about a failure.',
  'no-hint': 'Learners see failures without hints. The whole reports are in complete/.',
  'verdict-only': 'Learners see the verdicts and points only. The whole reports are in complete/.',
}

/** How far the scores are from those of the rubric, of whoever has both. */
function tellScores(rows: Row[], rules: Rule[], policy: Policy): string {
  const pairs = rows.flatMap((row) => {
    const [grade, rubric] = [gradeOf(row), row.policy?.rubric]
    return grade && rubric ? [{ now: grade.score, before: rubric.score }] : []
  })
  const changed = pairs.filter(({ now, before }) => now !== before).length
  const before = `${median(pairs.map((pair) => pair.before))} of ${pointsOf(rules)}`
  const now = `${median(pairs.map((pair) => pair.now))} of ${pointsOf(countedRules(rules, policy))}`
  return `It changes ${changed} of ${count(pairs.length, 'score')}, and the median from ${before} to ${now} points.`
}

function tellSections(rules: Rule[], { leftOut }: Policy): string[] {
  return leftOut.map((title) => {
    const points = pointsOf(rules.filter(({ section }) => section === title))
    return `${title} is left out, with ${count(points, 'point')} of the rubric.`
  })
}

function renderPoints(rules: Rule[], { points, leftOut }: Policy): Html | false {
  const changed = rules.filter(
    ({ id, section, points: before }) => !leftOut.includes(section) && (points.get(id) ?? before) !== before,
  )
  if (changed.length === 0) return false
  const table = html`<table>
<thead><tr><th scope="col">Check</th><th scope="col" class="number">Rubric</th><th scope="col" class="number">Policy</th></tr></thead>
<tbody>${changed.map(
    (rule) => html`
<tr><th scope="row"><code>${rule.id}</code></th><td class="number">${rule.points}</td><td class="number">${points.get(rule.id)}</td></tr>`,
  )}
</tbody>
</table>`
  return html`<h3>Points</h3>${scrollable('Points', table)}`
}

function renderAdjustments(rows: Row[]): Html | false {
  const adjusted = rows.filter(({ policy }) => policy?.adjustment)
  if (adjusted.length === 0) return false
  const table = html`<table>
<thead><tr><th scope="col">Name</th><th scope="col" class="number">Checks</th><th scope="col" class="number">Adjustment</th><th scope="col" class="number">Score</th><th scope="col">Reason</th></tr></thead>
<tbody>${adjusted.map(renderAdjusted)}
</tbody>
</table>`
  return html`
<h3>Adjustments</h3>
<p>A score stays between 0 and all points, so that not all of an adjustment may count.</p>
${scrollable('Adjustments', table)}`
}

function renderAdjusted(row: Row): Html {
  const grade = gradeOf(row)
  const { points = 0, reason = '' } = row.policy?.adjustment ?? {}
  return html`
<tr><th scope="row">${linkTo(row)}</th><td class="number">${grade?.policy?.earned}</td><td class="number">${signed(points)}</td><td class="number">${grade?.score}</td><td class="text"><bdi>${sanitizeLine(reason)}</bdi></td></tr>`
}
