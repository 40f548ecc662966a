import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { carried, sampleReport, sampleResult } from '../report/sample.ts'
import type { Rule } from '../verdict/verdict.ts'
import { renderGrades } from './grades.ts'
import { applyPolicy } from './policy/apply.ts'
import type { Policy } from './policy/policy.ts'
import { samplePolicy } from './policy/sample.ts'
import type { Learner, Row } from './row.ts'

const rule = (id: string): Rule => ({
  id,
  section: 'Scaling',
  offers: 'any manifest',
  says: '',
  isQuote: true,
  points: 20,
  needs: [],
  hint: '',
})

const rules = [rule('scales-out'), rule('scales-in')]

const checks = [
  sampleResult('scales-in', { verdict: 'fail' }),
  sampleResult('scales-out', { verdict: 'pass' }),
]

const graded = (learner: Learner): Row => ({
  learner,
  standing: 'graded',
  report: sampleReport(checks, { score: 20, outOf: 40, gradable: true }),
})

test('a row for each learner, a column for each check, and no number for who has no grade', () => {
  const ada = { id: 'ada', name: 'Ada Lovelace', login: 'ada', email: 'ada@example.com', section: 'A' }
  const broken = [
    sampleResult('scales-out', { verdict: 'pass' }),
    sampleResult('scales-in', { verdict: 'error', problem: 'the API server does not answer' }),
  ]
  const rows: Row[] = [
    graded(ada),
    {
      learner: { id: 'bob', name: 'Bob' },
      standing: 'not gradable',
      why: 'The API server does not answer.',
      report: sampleReport(broken),
    },
    { learner: { id: 'eve', name: 'Eve' }, standing: 'nothing handed in', why: 'There is no folder "eve".' },
    { learner: { id: 'zoe', name: 'Zoë' }, standing: 'not graded yet' },
  ]
  const csv = renderGrades(rows, rules)
  expect(csv[0]).toBe('\ufeff')
  expect(csv.slice(1)).toMatchInlineSnapshot(`
    "id,name,login,email,section,standing,score,out of,scales-out,scales-in,carried forward,why,graded at
    ada,Ada Lovelace,ada,ada@example.com,A,graded,20,40,20,0,,,2026-11-24T12:00:00.000Z
    bob,Bob,,,,not gradable,,40,,,,The API server does not answer.,
    eve,Eve,,,,nothing handed in,,40,,,,"There is no folder ""eve"".",
    zoe,Zoë,,,,not graded yet,,40,,,,,
    "
  `)
})

test('a check that came out as an error has no points, not 0', () => {
  const row = graded({ id: 'ada', name: 'Ada' })
  const report = sampleReport([sampleResult('scales-in', { verdict: 'error' }), ...checks.slice(1)])
  expect(renderGrades([{ ...row, report }], rules)).toContain(',20,,')
})

test.each([
  ['=HYPERLINK("https://evil.example","Ada")', '\'=HYPERLINK("https://evil.example","Ada")'],
  ['+1+1', "'+1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3', "'-2+3"],
  ['\t=1', "' =1"],
  ['\r=1', "' =1"],
  ['\n=1', "' =1"],
  [' =1', "' =1"],
  ['\u00a0=1', "'\u00a0=1"],
  ['\u200b=1', "'=1"],
  ['\u001b[31m=1', "'=1"],
  ['"=1', '\'"=1'],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ['﹦1', "'﹦1"],
  ['Ada;=1', "Ada;'=1"],
  ['Ada;"=1', 'Ada;\'"=1'],
  ['Ada, the "first"\nof\r\nall', 'Ada, the "first" of all'],
  ['Ada \u202egnihton', 'Ada gnihton'],
  ['<script>', '<script>'],
  ['Ada-Marie O’Hara = +1', 'Ada-Marie O’Hara = +1'],
])('the name %j is read as %j', (name, seen) => {
  const [, row] = parse(renderGrades([graded({ id: 'ada', name })], rules), { bom: true })
  expect(row?.[1]).toBe(seen)
  expect(row).toHaveLength(13)
})

test('a name of 5,000 characters is cut', () => {
  const csv = renderGrades([graded({ id: 'ada', name: 'x'.repeat(5000) })], rules)
  expect(csv).toContain(`${'x'.repeat(2000)}… (3000 more characters)`)
})

/** Rows and their grades under a policy. */
const renderUnder = (policy: Policy, rows: Row[]) =>
  renderGrades(
    rows.map((row) => applyPolicy(row, rules, policy)),
    rules,
    policy,
  )

test('with a policy there are the rubric’s score, the adjustment, the reason and what is left out', () => {
  const policy = samplePolicy({
    points: new Map([['scales-out', 30]]),
    leftOut: ['Scaling in'],
    adjustments: new Map([
      ['ada', { points: -5, reason: 'Two days late.' }],
      ['eve', { points: 2, reason: 'Found a "mistake", and said so.' }],
    ]),
  })
  const inTwo = rules.map((each) => (each.id === 'scales-in' ? { ...each, section: 'Scaling in' } : each))
  const report = sampleReport(
    checks.map((check) => ({ ...check, section: check.id === 'scales-in' ? 'Scaling in' : 'Scaling' })),
    { score: 20, outOf: 40, gradable: true },
  )
  const rows = [
    { ...graded({ id: 'ada', name: 'Ada' }), report },
    { ...graded({ id: 'bob', name: 'Bob' }), report },
    { learner: { id: 'eve', name: 'Eve' }, standing: 'nothing handed in', why: 'No folder.' } as const,
  ].map((row) => applyPolicy(row, inTwo, policy))
  expect(renderGrades(rows, inTwo, policy).slice(1)).toMatchInlineSnapshot(`
    "id,name,login,email,section,standing,score,out of,rubric score,rubric out of,adjustment,reason,scales-out,scales-in,carried forward,why,graded at
    ada,Ada,,,,graded,25,30,20,40,-5,Two days late.,30,left out,,,2026-11-24T12:00:00.000Z
    bob,Bob,,,,graded,30,30,20,40,,,30,left out,,,2026-11-24T12:00:00.000Z
    eve,Eve,,,,nothing handed in,,30,,,2,"Found a ""mistake"", and said so.",,left out,,No folder.,
    "
  `)
})

test.each([
  ['=HYPERLINK("https://evil.example")', '\'=HYPERLINK("https://evil.example")'],
  ['-2+3', "'-2+3"],
  ['late\n=1', 'late =1'],
  ['x;@SUM(A1)', "x;'@SUM(A1)"],
  ['\u001b[31m=1', "'=1"],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
])('the reason %j is read as %j', (reason, seen) => {
  const policy = samplePolicy({ adjustments: new Map([['ada', { points: -5, reason }]]) })
  const [row] = parse(renderUnder(policy, [graded({ id: 'ada', name: 'Ada' })]), { bom: true, columns: true })
  expect(row).toMatchObject({ score: '15', 'rubric score': '20', adjustment: '-5', reason: seen })
})

test('the checks that are carried forward are named', () => {
  const { report, ...row } = graded({ id: 'ada', name: 'Ada' })
  const both = [carried, { ...carried, id: 'scales-out' }]
  const csv = renderGrades([{ ...row, report: sampleReport(both) }], rules)
  const [line] = parse(csv, { bom: true, columns: true }) as Record<string, string>[]
  expect(line?.['carried forward']).toBe('reads-metrics scales-out')
})
