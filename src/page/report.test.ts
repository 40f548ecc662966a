import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { carried, eachVerdict, sampleReport, sampleResult } from '../report/sample.ts'
import { renderReport } from './report.ts'

const page = renderReport(sampleReport(eachVerdict, { gradable: true }))
const detailsOf = (text: string) => [...text.matchAll(/<details class="check".*?<\/details>/gs)].map(String)

test('the same report is the same bytes', () =>
  expect(renderReport(sampleReport(eachVerdict, { gradable: true }))).toBe(page))

test('the checks come in the workshop’s order, and those with something to do are open', () =>
  expect(
    detailsOf(page).map((text) => [/id="check-([^"]*)"/.exec(text)?.[1], text.includes(' open>')]),
  ).toEqual([
    ['scales-out', false],
    ['scales-in', true],
    ['data-survives', true],
    ['stable-name', false],
    ['installs', false],
  ]))

test('a failed check says what was expected, what was seen, where to look, and what to do', () => {
  const [, , failed = ''] = detailsOf(page)
  const text = failed.replace(/<dt>/g, '\n').replace(/<[^>]*>/g, '')
  expect(text).toMatchInlineSnapshot(`
    "
    ✗ fail data-survives 0/20
    The workshop says: What data-survives says.

    Expectedrow &#34;assay-7f3a&#34; still there
    Observedno such row (0 rows);
    store-0 is a new Pod, after 14 s
    Look atstore/set.yaml:71:2671 │               mountPath: /data
       │                          ^

    HintTry kubectl get pods.
    Evidenceevidence/data-survives/ objects, events, logs

    "
  `)
})

test('lines around the quoted one stand in one column with it', () => {
  const around = { line: 98, lines: ['a:', '  b:', '    c: 1', '    d: 2'] }
  const at = { file: 'set.yaml', line: 100, column: 8, text: '    c: 1', around }
  const check = { ...sampleResult('it', { verdict: 'fail', finding: { expected: 'a', observed: 'b' } }), at }
  const [, lines] = /<pre[^>]*>(.*?)<\/pre>/s.exec(renderReport(sampleReport([check]))) ?? []
  expect(`\n${lines}`).toBe(`
 98 │ a:
 99 │   b:
<mark>100 │     c: 1
    │        ^</mark>
101 │     d: 2
`)
})

test('on top is the failure that is worth most', () =>
  expect(page).toContain(
    '<p>Mend <a href="#check-data-survives"><code>data-survives</code></a>: 20 points, and 20 more that need it.</p><p>Try <code>kubectl get pods</code>.</p>',
  ))

test.each([
  ['every check passed', [sampleResult('a', { verdict: 'pass' })], true, 'Nothing: every check passed.'],
  [
    'something was not handed in',
    [sampleResult('a', { verdict: 'absent' })],
    true,
    'Hand in any manifest, for',
  ],
  ['the run counts for nothing', [sampleResult('a', { verdict: 'pass' })], false, 'Run it again:'],
])('where %s, that is said', (_, checks, gradable, words) =>
  expect(renderReport(sampleReport(checks, { gradable }))).toContain(words),
)

const HOSTILE = '"></style><script>alert(1)</script>\u001b[2J\u202e<img src=x onerror=alert(2)>'

test('nothing that others wrote is an element, an attribute or a link that leads elsewhere', () => {
  const at = { file: 'javascript:alert(1)//<b>.yaml', line: 1, column: 1, text: HOSTILE }
  const finding = { expected: HOSTILE, observed: HOSTILE, hint: HOSTILE, at }
  const failed = { ...sampleResult(HOSTILE, { verdict: 'fail', finding }), evidence: 'javascript:alert(1)' }
  const rest = { submission: HOSTILE, faults: [HOSTILE], objects: { submission: [HOSTILE], workshop: [] } }
  const problems = [{ severity: 'error' as const, message: HOSTILE, at }]
  const blocked = sampleResult('b', { verdict: 'blocked', blockedBy: HOSTILE })
  const hostile = renderReport(sampleReport([failed, blocked], { ...rest, problems }))
  expect(hostile).not.toMatch(/<script|<img|<\/style>(?!\n<\/head>)|(?!\n)[\p{Cc}\p{Cf}]/u)
  const links = [...hostile.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, link]) => link ?? '')
  expect(links.filter((link) => !/^#|^report\.json$/.test(link))).toEqual([])
})

test('nothing but the page’s own style is let in, and no script', () => {
  const [, policy] = /Security-Policy" content="([^"]+)"/.exec(page) ?? []
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? []
  const digest = createHash('sha256').update(style).digest('base64')
  expect(policy).toBe(`default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`)
  expect(page).not.toMatch(/ (style|src|on\w+)="/)
})

test('a check that is carried forward says so, also while it is closed', () => {
  const [check = ''] = detailsOf(renderReport(sampleReport([carried])))
  expect(check).toContain('<span class="quiet">carried forward</span></summary>')
  expect(check).toContain('<p>Carried forward: seen with the workshop’s own app in place of yours.</p>')
})
