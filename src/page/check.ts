import { CARRIED_FORWARD } from '../report/carry-forward.ts'
import { absenceOf, type CheckResult } from '../report/report.ts'
import { type Html, html } from './html.ts'
import { renderLines } from './lines.ts'
import { MARKS, marked } from './parts.ts'

const signs = new Map(MARKS)

/** One check, open if there is something to do about it. */
export function renderCheck(check: CheckResult): Html {
  const { id, verdict, points, outOf, blockedBy, seconds, carriedForward } = check
  const isOpen = verdict === 'fail' || verdict === 'error'
  const earned = verdict === 'error' ? '–' : points
  return html`
<details class="check" id="${anchorOf(id)}"${isOpen && html` open`}>
<summary><h3><span class="${verdict}">${signs.get(verdict)} ${verdict}</span> <code>${id}</code></h3> <span class="points">${earned}/${outOf}</span>${blockedBy !== undefined && html` <span class="quiet">needs <code>${blockedBy}</code></span>`}${carriedForward && html` <span class="quiet">carried forward</span>`}</summary>
<p class="says">${check.isQuote !== false && html`<span class="quiet">The workshop says:</span> `}${marked(check.says)}</p>
${renderOutcome(check)}
${verdict === 'pass' && html`<p class="quiet">Seen within ${seconds} s.</p>`}
</details>`
}

/** A link to a check of this page. */
export const linkToCheck = (id: string) =>
  html`<a href="#${encodeURIComponent(anchorOf(id))}"><code>${id}</code></a>`

const anchorOf = (id: string) => `check-${id}`

function renderOutcome(check: CheckResult): Html | undefined {
  const { verdict, blockedBy, observed, carriedForward } = check
  if (carriedForward) return html`<p>${sentence(CARRIED_FORWARD)}</p>`
  if (verdict === 'pass') return undefined
  if (verdict === 'blocked')
    return html`<p>It did not run: it needs ${linkToCheck(blockedBy ?? '')}, which did not pass.</p>`
  if (verdict === 'absent') return html`<p>${sentence(absenceOf(check))}</p>`
  if (verdict === 'error')
    return html`<dl>${row('Grader error', html`<p class="seen"><bdi>${observed}</bdi></p><p>It costs you no points.</p>`)}${renderEvidence(check)}</dl>`
  return renderFailure(check)
}

function renderFailure(check: CheckResult): Html {
  const { expected, observed, at, hint } = check
  const place = at && html`<code><bdi>${at.file}</bdi>:${at.line}:${at.column}</code>${renderLines(at)}`
  const rows = [
    row('Expected', seen(expected)),
    row('Observed', seen(observed)),
    row('Look at', place),
    row('Hint', hint !== undefined && html`<p>${marked(hint)}</p>`),
    renderEvidence(check),
  ]
  return html`<dl>${rows}</dl>`
}

function renderEvidence({ evidence }: CheckResult): Html {
  // A report may come from elsewhere, and a link may lead below this page only.
  const isBelow = evidence !== undefined && /^evidence\/[\w-]+$/.test(evidence)
  return row(
    'Evidence',
    isBelow && html`<a href="${evidence}/">${evidence}/</a> <span class="quiet">objects, events, logs</span>`,
  )
}

const seen = (text: string | undefined) => text !== undefined && html`<p class="seen"><bdi>${text}</bdi></p>`

const row = (name: string, value: Html | false | undefined) =>
  html`${value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`}`

const sentence = (text: string) => html`${text.charAt(0).toUpperCase()}${text.slice(1)}.`
