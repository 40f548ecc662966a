import { renderDocument } from '../page/document.ts'
import { type Html, html } from '../page/html.ts'
import type { Rule } from '../verdict/verdict.ts'
import { script, style } from './page/assets.ts'
import { renderChecks } from './page/checks.ts'
import { renderLearners } from './page/learners.ts'
import { renderReasons } from './page/reasons.ts'
import { renderScores } from './page/scores.ts'
import { renderSimilar } from './page/similar.ts'
import { renderSummary } from './page/summary.ts'
import { renderUngraded } from './page/ungraded.ts'
import type { Row } from './row.ts'

/** Facts about the gradebook as a whole. */
export interface About {
  title: string
  /** The time of the last grade, as it is shown. */
  gradedAt: string
  /** Notes for its readers, each one sentence. */
  notes: string[]
}

/** The parts of the page in their order: their anchors, their headings, and what stands below. */
const PARTS: [id: string, heading: string, render: (rows: Row[], rules: Rule[]) => Html][] = [
  ['scores', 'Scores', renderScores],
  ['checks', 'Checks', renderChecks],
  ['reasons', 'Reasons', renderReasons],
  ['similar', 'Similar work', renderSimilar],
  ['ungraded', 'Without a grade', renderUngraded],
  ['learners', 'Learners', renderLearners],
]

/**
 * A gradebook as one file of HTML that needs no network, and beside it the feedback that it leads to. Nothing that a
 * learner wrote is HTML in it, and the same gradebook is the same bytes.
 */
export function renderPage(rows: Row[], rules: Rule[], about: About): string {
  const body = html`${renderHeader(rows, rules, about)}
<main>
${PARTS.map(
  ([id, heading, render]) => html`
<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>${render(rows, rules)}</section>`,
)}
</main>
<footer><p>Written by Assay. Each learner’s feedback has every check and what they handed in.</p></footer>
`
  return renderDocument({ title: about.title, style: style(), script: script(), body })
}

const renderHeader = (rows: Row[], rules: Rule[], { title, gradedAt, notes }: About): Html => html`<header>
<h1>${title}</h1>
<p class="quiet">Graded ${gradedAt}</p>
${renderSummary(rows, rules)}
${notes.length > 0 && html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
<nav aria-label="Parts of this page"><ul>${PARTS.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>`
