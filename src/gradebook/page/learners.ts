import { type Html, html } from '../../page/html.ts'
import { MARKS, scrollable } from '../../page/parts.ts'
import type { CheckResult } from '../../report/report.ts'
import type { Rule, Verdict } from '../../verdict/verdict.ts'
import { standings } from '../class/statistics.ts'
import type { Row } from '../row.ts'
import { linkTo, nameOf, signed, sortable } from './parts.ts'

/** Rows that are shown at first, as the style sheet has it. On paper and without a script all are. */
const SHOWN = 300

/** Everyone in one table, which can be searched and sorted by every column. */
export function renderLearners(rows: Row[], rules: Rule[]): Html {
  const cells = new Map(MARKS.map(([verdict], i) => [verdict, renderVerdict(verdict, i)]))
  const names = rank(rows.map(({ learner }) => nameOf(learner)))
  const logins = rank(rows.map(({ learner }) => learner.login ?? ''))
  const groups = rank(rows.map(({ learner }) => learner.section ?? ''))
  const lines = rows.map((row) => {
    const { learner, standing, report } = row
    const score = standing === 'graded' ? report?.score : undefined
    const cellOf = (check?: CheckResult) => {
      if (check?.carriedForward) return CARRIED
      return (check && cells.get(check.verdict)) ?? NO_VERDICT
    }
    const checks = new Map(report?.checks.map((check) => [check.id, check]))
    return html`
<tr><th scope="row" data-sort="${names(nameOf(learner))}">${linkTo(row)}</th><td class="text" data-sort="${logins(learner.login ?? '')}"><bdi>${learner.login}</bdi></td><td class="text" data-sort="${groups(learner.section ?? '')}"><bdi>${learner.section}</bdi></td><td class="word" data-sort="${standings.indexOf(standing)}">${standing}</td>${renderScore(score, row)}${rules.map(({ id }) => cellOf(checks.get(id)))}</tr>`
  })
  const table = html`<table class="sortable asc n-last roster">
<thead><tr>${['Name', 'Login', 'Section', 'Standing'].map((head) => sortable(head))}${sortable('Score', 'number')}${rules.map(({ id }) => sortable(id, 'narrow'))}</tr></thead>
<tbody>${lines}
</tbody>
</table>`
  return html`
<p>Each name links to the learner’s report.<br>${MARKS.map(([verdict, mark]) => html`<span class="key ${verdict}">${mark} ${verdict}</span> `)}<span class="key pass">✓+ carried forward</span></p>
<div role="search" class="search"><label for="search">Search by name, login, section or standing</label> <input id="search" type="search" autocomplete="off"></div>
<p id="shown" class="quiet" role="status" aria-live="polite">${rows.length} of ${rows.length} learners</p>
${scrollable('Learners', table)}
${rows.length > SHOWN && html`<p id="more"><button type="button">Show all rows</button> <span class="quiet">The first ${SHOWN} are shown.</span></p>`}
`
}

/** Marked if somebody has adjusted it; sorted by the number alone. */
function renderScore(score: number | undefined, { policy }: Row): Html {
  if (score === undefined || !policy?.adjustment) return html`<td class="number">${score}</td>`
  return html`<td class="number" data-sort="${score}">${score} <a class="quiet" href="#policy"><span class="unseen">adjusted by </span>${signed(policy.adjustment.points)}</a></td>`
}

const NO_VERDICT = html`<td data-sort=""></td>`

/** A pass, told apart from the others; sorted beside them. */
const CARRIED = html`<td class="mark pass carried" data-sort="0">pass, carried forward</td>`

// A class of 5,000 has 95,000 of these. The sign is in the style sheet: the fewer elements, the sooner a browser shows them.
const renderVerdict = (verdict: Verdict, place: number) =>
  html`<td class="mark ${verdict}" data-sort="${place}">${verdict}</td>`

const COLLATOR = new Intl.Collator('en', { numeric: true })

/**
 * The place of each text among several, as people sort them, whatever the reader's browser speaks; that of an empty
 * one is empty, and equal ones have the same.
 */
function rank(texts: string[]): (text: string) => string {
  const sorted = [...new Set(texts)]
    .filter(Boolean)
    .sort((a, b) => COLLATOR.compare(a, b) || (a < b ? -1 : 1))
  const places = new Map(sorted.map((text, i) => [text, `${i}`]))
  return (text) => places.get(text) ?? ''
}
