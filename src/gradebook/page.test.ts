import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { carried, sampleReport } from '../report/sample.ts'
import { renderPage } from './page.ts'
import { applyPolicy } from './policy/apply.ts'
import { samplePolicy } from './policy/sample.ts'
import { sampleClass } from './sample/class.ts'
import { sampleRules } from './sample/rules.ts'

const about = { title: 'Autumn <b>', gradedAt: '24 November 2026', notes: ['A folder <i> is nobody’s.'] }
const page = renderPage(sampleClass(60), sampleRules, about)
const contentsOf = (name: string) =>
  [...page.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, text]) => text ?? '')
const digestOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('the same gradebook is the same bytes', () =>
  expect(renderPage(sampleClass(60), sampleRules, about)).toBe(page))

test('nothing that was written by others is an element', () => {
  expect(contentsOf('title')).toEqual(['Autumn &#60;b&#62;'])
  expect(page).not.toMatch(/<(i|img)\b/)
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page).toContain('<bdi>&#60;script&#62;alert(1)&#60;/script&#62;</bdi>')
  expect(page).not.toContain('\u202e')
})

test('only the page’s own script and style are let run, and nothing is fetched', () => {
  const [, policy] = /Security-Policy" content="([^"]+)"/.exec(page) ?? []
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${digestOf(contentsOf('script')[0])}`,
    `style-src ${digestOf(contentsOf('style')[0])}`,
    "base-uri 'none'",
    "form-action 'none'",
  ])
  expect(page).not.toMatch(/ (style|src|on\w+)="/)
})

test('names the licence of what it carries', () =>
  expect(contentsOf('script')[0]).toMatch(/sortable-tablesort [\d.]+ by .*, Unlicense/))

test('links lead below the page, whatever a learner is called', () => {
  const [row] = sampleClass(1)
  if (!row) throw new Error('a class of one is empty')
  row.learner.id = '"/../<b>?#'
  const other = renderPage([row], sampleRules, about)
  const links = [...other.matchAll(/href="([^"#]*)"/g)].map(([, link]) => link)
  expect(new Set(links)).toEqual(new Set(['feedback/%22%2F..%2F%3Cb%3E%3F%23/report.html']))
})

test('a reason names all of its checks', () =>
  expect(page).toContain('</b> <code>claim-bound</code>, <code>default-storage-class</code></h3>'))

test('headings are in order', () => {
  const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))
  expect(levels[0]).toBe(1)
  for (const [i, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1)
})

test('a class of nobody has a page', () =>
  expect(renderPage([], [], { ...about, notes: [] })).toContain('0 of 0 learners'))

const REASON = '<script>alert(5)</script>\n"><img src=x onerror=alert(6)> \u001b[31m\u202e'
const policy = samplePolicy({
  points: new Map([['data-survives', 20]]),
  leftOut: ['Installing The App with Helm'],
  show: 'verdict-only',
  adjustments: new Map([
    ['student001', { points: -5, reason: REASON }],
    ['student016', { points: 2, reason: 'Not handed in yet.' }],
  ]),
})
const judged = sampleClass(60).map((row) => applyPolicy(row, sampleRules, policy))
const underPolicy = renderPage(judged, sampleRules, { ...about, policy: { policy, digest: '0123abcd' } })
const partOf = (id: string) =>
  new RegExp(`<section id="${id}".*?</section>`, 's').exec(underPolicy)?.[0] ?? ''

test('without a policy the page says nothing of one', () => {
  expect(page).not.toContain('id="policy"')
  expect(page).not.toContain('#policy')
})

test('says what the policy changed: scores, points, sections, what is seen, and who was adjusted', () => {
  const part = partOf('policy')
  expect(part).toContain('<a href="policy.yaml">policy.yaml</a> (0123abcd)')
  expect(part).toMatch(
    /It changes \d+ of \d+ scores, and the median from [\d.]+ of 100 to [\d.]+ of 85 points\./,
  )
  expect(part).toContain('Installing The App with Helm is left out, with 20 points of the rubric.')
  expect(part).toContain('Learners see the verdicts and points only.')
  expect(part).toContain(
    '<code>data-survives</code></th><td class="number">15</td><td class="number">20</td></tr>',
  )
  const score = judged[0]?.report?.score ?? Number.NaN
  expect(part).toContain(
    `<td class="number">${score + 5}</td><td class="number">−5</td><td class="number">${score}</td>`,
  )
  expect(part).toContain('<td class="number">+2</td><td class="number"></td>')
})

test('a reason is text, on one line', () => {
  expect(partOf('policy')).toContain(
    '<bdi>&#60;script&#62;alert(5)&#60;/script&#62; &#34;&#62;&#60;img src=x onerror=alert(6)&#62; </bdi>',
  )
  expect(underPolicy).not.toMatch(/<img|\u202e/)
  expect(underPolicy.match(/<script/g)).toHaveLength(1)
})

test('with a policy, every number of the page is the final one', () => {
  const scores = judged.flatMap(({ standing, report }) =>
    standing === 'graded' && report ? report.score : [],
  )
  expect(underPolicy).toContain('median of 85 points')
  expect(partOf('checks')).not.toContain('release-deployed')
  expect(partOf('learners')).not.toContain('release-deployed')
  const shown = [...partOf('learners').matchAll(/<td class="number"[^>]*>(\d+)/g)].map(([, score]) =>
    Number(score),
  )
  expect(shown).toEqual(scores)
})

test('whoever is adjusted is marked, and sorted by the score alone', () => {
  const score = judged[0]?.report?.score
  const marks = partOf('learners').match(/href="#policy"/g)
  expect(marks).toHaveLength(1)
  expect(partOf('learners')).toContain(
    `<td class="number" data-sort="${score}">${score} <a class="quiet" href="#policy"><span class="unseen">adjusted by </span>−5</a></td>`,
  )
})

test('names lead to the whole report', () => {
  expect(underPolicy).toContain('href="complete/student001/report.html"')
  expect(underPolicy).not.toContain('href="feedback/')
})

test('who has the same work is found under any policy', () =>
  expect(partOf('similar').replaceAll('complete/', 'feedback/')).toBe(
    /<section id="similar".*?<\/section>/s.exec(page)?.[0],
  ))

test('a pass that is carried forward is told apart from the others', () => {
  const [row] = sampleClass(1)
  if (!row) throw new Error('a class of one is empty')
  const [rule] = sampleRules
  const checks = [{ ...carried, id: rule?.id ?? '' }]
  const other = renderPage([{ ...row, report: sampleReport(checks) }], sampleRules, about)
  expect(other).toContain('<td class="mark pass carried" data-sort="0">pass, carried forward</td>')
  expect(page).not.toContain('class="mark pass carried"')
})
