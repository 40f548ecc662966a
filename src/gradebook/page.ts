import { renderDocument } from '../page/document.ts'
import { type Html, html } from '../page/html.ts'
import type { Rule } from '../verdict/verdict.ts'
import { script, style } from './page/assets.ts'
import { renderChecks } from './page/checks.ts'
import { renderLearners } from './page/learners.ts'
import { renderPolicy } from './page/policy.ts'
import { renderReasons } from './page/reasons.ts'
import { renderScores } from './page/scores.ts'
import { renderSimilar } from './page/similar.ts'
import { renderSummary } from './page/summary.ts'
import { renderUngraded } from './page/ungraded.ts'
import { countedRules } from './policy/apply.ts'
import type { InForce } from './policy/policy.ts'
import type { Row } from './row.ts'

/** Facts about the gradebook as a whole. */
export interface About {
  title: string
  /** The time of the last grade, as it is shown. */
  gradedAt: string
  /** Notes for its readers, each one sentence. */
  notes: string[]
  /** The policy that the rows are made with, if there is one. */
  policy?: InForce
}

type Part = [id: string, heading: string, render: (rows: Row[], rules: Rule[]) => Html]

/** The parts of the page in their order: their anchors, their headings, and what stands below. */
const PARTS: Part[] = [
  ['scores', 'Scores', renderScores],
  ['checks', 'Checks', renderChecks],
  ['reasons', 'Reasons', renderReasons],
  ['similar', 'Similar work', renderSimilar],
  ['ungraded', 'Without a grade', renderUngraded],
  ['learners', 'Learners', renderLearners],
]

/**
 * A gradebook as one file of HTML that needs no network, and beside it the feedback that it leads to. Nothing that a
 * learner wrote is HTML in it, and the same gradebook is the same bytes. `rubric` has the rules, whatever the policy.
 */
export function renderPage(rows: Row[], rubric: Rule[], about: About): string {
  const rules = about.policy ? countedRules(rubric, about.policy.policy) : rubric
  const parts = partsOf(rubric, about)
  const body = html`${renderHeader(rows, rules, about, parts)}
<main>
${parts.map(
  ([id, heading, render]) => html`
<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>${render(rows, rules)}</section>`,
)}
</main>
<footer><p>Written by Assay. Each learner’s feedback has every check and what they handed in.</p></footer>
`
  return renderDocument({ title: about.title, style: style(), script: script(), body })
}

/** The policy stands behind the scores, which it has made. */
function partsOf(rubric: Rule[], { policy }: About): Part[] {
  if (!policy) return PARTS
  return PARTS.toSpliced(1, 0, ['policy', 'Policy', (rows) => renderPolicy(rows, rubric, policy)])
}

const renderHeader = (
  rows: Row[],
  rules: Rule[],
  { title, gradedAt, notes }: About,
  parts: Part[],
): Html => html`<header>
<h1>${title}</h1>
<p class="quiet">Graded ${gradedAt}</p>
${renderSummary(rows, rules)}
${notes.length > 0 && html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
<nav aria-label="Parts of this page"><ul>${parts.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>`
