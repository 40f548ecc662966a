import { count } from '../output/count.ts'
import { tellPolicy } from '../report/policy.ts'
import { bySection, NOT_GRADABLE, type Report } from '../report/report.ts'
import { shortId } from '../setup/digests.ts'
import { linkToCheck, renderCheck } from './check.ts'
import { readAsset, renderDocument } from './document.ts'
import { type Html, html } from './html.ts'
import { type Next, nextOf } from './next.ts'
import { bar, marked } from './parts.ts'

/** The pictures of each check, by its id. */
export type Pictures = Map<string, Html[]>

/** A section of the workshop, with its results. */
interface Section {
  anchor: string
  title: string
  checks: Report['checks']
}

/**
 * A report as one file of HTML that needs neither script nor network. Nothing that a learner or a cluster wrote is HTML
 * in it, and the same report is the same bytes.
 */
export function renderReport(report: Report, pictures: Pictures = new Map()): string {
  const sections = sectionsOf(report)
  const body = html`<header>
<p class="quiet">Assay’s report on</p>
<h1><bdi>${report.submission}</bdi></h1>
${renderScore(report)}
${tellPolicy(report.policy, report.score).map((line) => html`<p>${marked(line)}</p>`)}
${renderTable(sections)}
</header>
<main>
${renderNext(report)}
${sections.map((section) => renderSection(section, pictures))}
${renderFiles(report)}
${renderRun(report)}
</main>
<footer><p>Written by Assay. The same as data: <a href="report.json">report.json</a>.</p></footer>
`
  const style = readAsset(new URL('report.css', import.meta.url))
  return renderDocument({ title: `${report.submission}: ${scoreOf(report)}`, style, body })
}

function sectionsOf({ checks }: Report): Section[] {
  return bySection(checks).map(([title, own], i) => ({ anchor: `section-${i + 1}`, title, checks: own }))
}

const scoreOf = ({ gradable, score, outOf }: Report) => (gradable ? `${score}/${outOf}` : 'not gradable')

function renderScore({ gradable, score, outOf, faults }: Report): Html {
  if (gradable) return html`<p class="score"><b>${score}</b> of ${outOf} points</p>`
  return html`<p class="score error"><b>Not gradable</b></p>
<p>${NOT_GRADABLE}</p>
${faults.length > 0 && html`<ul>${faults.map((fault) => html`<li>${marked(fault)}</li>`)}</ul>`}`
}

const sum = (checks: Report['checks'], key: 'points' | 'outOf') =>
  checks.reduce((total, check) => total + check[key], 0)

function renderTable(sections: Section[]): Html {
  const rows = sections.map(({ anchor, title, checks }) => {
    const [points, outOf] = [sum(checks, 'points'), sum(checks, 'outOf')]
    const share = outOf > 0 ? points / outOf : 0
    return html`
<tr><th scope="row"><a href="#${anchor}">${title}</a></th><td class="wide">${bar([share, 'pass'], [1 - share, 'absent'])}</td><td class="number">${points}/${outOf}</td></tr>`
  })
  return html`<table class="sections">
<caption class="unseen">Points by section</caption>
<thead class="unseen"><tr><th scope="col">Section</th><td></td><th scope="col">Points</th></tr></thead>
<tbody>${rows}
</tbody>
</table>`
}

function renderNext({ checks, gradable }: Report): Html {
  const next = nextOf(checks)
  const absent = checks.find(({ verdict }) => verdict === 'absent')
  const words = () => {
    if (next) return renderMending(next)
    if (!gradable) return html`<p>Run it again: nothing in your work has failed.</p>`
    if (absent) return html`<p>Hand in ${absent.offers}, for ${linkToCheck(absent.id)}.</p>`
    return html`<p>Nothing: every check passed.</p>`
  }
  return html`<section class="next" aria-labelledby="next"><h2 id="next">What to do next</h2>${words()}</section>`
}

function renderMending({ check, blocks }: Next): Html {
  const lost = check.outOf - check.points
  const others = blocks.length > 0 && html`, and ${sum(blocks, 'outOf')} more that need it`
  return html`<p>Mend ${linkToCheck(check.id)}: ${count(lost, 'point')}${others}.</p>${check.hint !== undefined && html`<p>${marked(check.hint)}</p>`}`
}

function renderSection({ anchor, title, checks }: Section, pictures: Pictures): Html {
  const drawn = checks.flatMap(({ id }) => pictures.get(id) ?? [])
  return html`
<section aria-labelledby="${anchor}">
<h2 id="${anchor}">${title} <span class="quiet">${sum(checks, 'points')}/${sum(checks, 'outOf')}</span></h2>${checks.map(renderCheck)}${drawn}
</section>`
}

function renderFiles({ objects, problems }: Report): Html {
  const lines = problems.map(
    ({ severity, message, at }) =>
      html`<li><b class="${severity === 'error' ? 'fail' : 'quiet'}">${severity === 'error' ? 'problem' : 'note'}</b> ${at && html`<code><bdi>${at.file}</bdi>:${at.line}:${at.column}</code> `}${marked(message)}</li>`,
  )
  return html`
<section aria-labelledby="files">
<h2 id="files">What was graded</h2>
<dl>
<div><dt>Yours</dt><dd><bdi>${listed(objects.submission)}</bdi></dd></div>
<div><dt>The workshop’s</dt><dd>${listed(objects.workshop)}</dd></div>
</dl>
${lines.length > 0 && html`<ul class="problems">${lines}</ul>`}
</section>`
}

const listed = (names: string[]) => names.join(', ') || 'nothing'

function renderRun(report: Report): Html {
  const { digest, pace, versions, images = [], startedAt, seconds, attempts } = report
  const total = Math.round(seconds.setup + seconds.cluster + seconds.checks)
  const facts: [string, Html | string][] = [
    ['Begun', startedAt],
    [
      'Time',
      `${total} s: set-up ${seconds.setup} s, cluster ${seconds.cluster} s, checks ${seconds.checks} s`,
    ],
    ['Clusters started', `${attempts}`],
    ['Pace', pace],
    ['Versions', `Assay ${versions.assay}, Kubernetes ${versions.kubernetes}`],
    ['Node image', html`<code>${versions.nodeImage}</code>`],
    ['Submission', html`digest <code>${digest.slice(0, 12)}</code>`],
    ['Images', html`${images.map(({ name, id }) => html`${name} <code>${shortId(id)}</code> `)}`],
  ]
  return html`
<section aria-labelledby="run">
<h2 id="run">The run</h2>
<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</section>`
}
