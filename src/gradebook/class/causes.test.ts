import { expect, test } from 'vitest'
import { sampleReport, sampleResult } from '../../report/sample.ts'
import type { Row, Standing } from '../row.ts'
import { sampleClass } from '../sample/class.ts'
import { sampleRules } from '../sample/rules.ts'
import { findCauses } from './causes.ts'

const noPod = (service: string) => `Service ${service} selects no Pod.`

function rowOf(id: string, fails: Record<string, string | undefined>, standing: Standing = 'graded'): Row {
  const checks = Object.entries(fails).map(([check, hint]) => {
    const rule = sampleRules.find((each) => each.id === check)
    const finding = { expected: 'it works', observed: `seen of ${id}`, hint }
    return sampleResult(check, { verdict: 'fail', finding }, rule)
  })
  return { learner: { id, name: id }, standing, report: sampleReport(checks) }
}

test('the commonest cause is first, with the first example and all of its learners', () => {
  const rows = [
    rowOf('ada', { 'data-survives': 'Mount it.' }),
    rowOf('bob', { 'claim-bound': noPod('api') }),
    rowOf('eve', { 'claim-bound': noPod('database') }),
  ]
  expect(findCauses(rows, sampleRules)).toEqual([
    {
      checks: ['claim-bound'],
      says: 'Service … selects no Pod.',
      observed: 'seen of bob',
      rows: [rows[1], rows[2]],
    },
    { checks: ['data-survives'], says: 'Mount it.', observed: 'seen of ada', rows: [rows[0]] },
  ])
})

test('two checks that fail alike have one cause, which names them in the rubric’s order', () => {
  const rows = [
    rowOf('ada', { 'claim-bound': noPod('api') }),
    rowOf('bob', { 'scales-to-replicas': noPod('database') }),
  ]
  expect(findCauses(rows, sampleRules)).toEqual([
    {
      checks: ['scales-to-replicas', 'claim-bound'],
      says: 'Service … selects no Pod.',
      observed: 'seen of ada',
      rows,
    },
  ])
})

test('whoever has a cause in several checks has it once', () => {
  const rows = [
    rowOf('ada', { 'scales-to-replicas': 'No.', 'claim-bound': 'No.', 'data-survives': 'No.' }),
    rowOf('bob', { 'release-deployed': 'Mount it.' }),
    rowOf('eve', { 'release-deployed': 'Mount it.' }),
  ]
  expect(findCauses(rows, sampleRules)).toMatchObject([
    { checks: ['release-deployed'], rows: [rows[1], rows[2]] },
    { checks: ['scales-to-replicas', 'claim-bound', 'data-survives'], rows: [rows[0]] },
  ])
})

test('among causes as common as each other, the first is that of the rubric’s first check', () => {
  const row = rowOf('ada', { 'release-deployed': 'No.', 'claim-bound': 'Mount it.', 'scales-back-in': 'No.' })
  expect(findCauses([row], sampleRules).map(({ checks }) => checks)).toEqual([
    ['scales-back-in', 'release-deployed'],
    ['claim-bound'],
  ])
})

test.each([
  ['no hint but its own', undefined, 'Run `kubectl get all` and look at claim-bound.'],
  ['an empty hint', '', 'seen of ada'],
])('of %s, a check has a cause of its own', (_, hint, says) => {
  const row = rowOf('ada', { 'claim-bound': hint, 'data-survives': hint })
  expect(findCauses([row], sampleRules)).toMatchObject([
    { checks: ['claim-bound'], says },
    { checks: ['data-survives'] },
  ])
})

test('only what counts is counted', () =>
  expect(findCauses([rowOf('ada', { 'claim-bound': 'No.' }, 'not gradable')], sampleRules)).toEqual([]))

test('every fail of a class is in one cause', () => {
  const rows = sampleClass(100)
  const causes = findCauses(rows, sampleRules)
  const failed = rows
    .filter(({ standing }) => standing === 'graded')
    .flatMap((row) => (row.report?.checks ?? []).map((check) => ({ row, ...check })))
    .filter(({ verdict }) => verdict === 'fail')
  for (const { row, id } of failed)
    expect(causes.some((cause) => cause.checks.includes(id) && cause.rows.includes(row))).toBe(true)
  const counted = causes.map((cause) => new Set(cause.rows).size)
  expect(counted).toEqual(causes.map((cause) => cause.rows.length))
  expect(counted).toEqual(counted.toSorted((a, b) => b - a))
})
