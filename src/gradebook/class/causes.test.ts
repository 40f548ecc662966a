import { expect, test } from 'vitest'
import { sampleReport, sampleResult } from '../../report/sample.ts'
import type { Row, Standing } from '../row.ts'
import { sampleClass } from '../sample/class.ts'
import { sampleRules } from '../sample/rules.ts'
import { findCauses } from './causes.ts'

const noPod = (service: string) => `Service ${service} selects no Pod.`

function rowOf(id: string, fails: Record<string, string>, standing: Standing = 'graded'): Row {
  const checks = Object.entries(fails).map(([check, hint]) =>
    sampleResult(check, {
      verdict: 'fail',
      finding: { expected: 'it works', observed: `seen of ${id}`, hint },
    }),
  )
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
      check: 'claim-bound',
      says: 'Service … selects no Pod.',
      observed: 'seen of bob',
      rows: [rows[1], rows[2]],
    },
    { check: 'data-survives', says: 'Mount it.', observed: 'seen of ada', rows: [rows[0]] },
  ])
})

test('two checks that fail alike are two, in the rubric’s order', () => {
  const causes = findCauses(
    [rowOf('ada', { 'claim-bound': 'No.', 'scales-to-replicas': 'No.' })],
    sampleRules,
  )
  expect(causes.map(({ check }) => check)).toEqual(['scales-to-replicas', 'claim-bound'])
})

test('only what counts is counted', () =>
  expect(findCauses([rowOf('ada', { 'claim-bound': 'No.' }, 'not gradable')], sampleRules)).toEqual([]))

test('every fail of a class is in one cause', () => {
  const rows = sampleClass(100)
  const fails = rows
    .filter(({ standing }) => standing === 'graded')
    .flatMap(({ report }) => report?.checks.filter(({ verdict }) => verdict === 'fail') ?? [])
  const counted = findCauses(rows, sampleRules).map((cause) => cause.rows.length)
  expect(counted.reduce((sum, count) => sum + count)).toBe(fails.length)
  expect(counted).toEqual(counted.toSorted((a, b) => b - a))
})
