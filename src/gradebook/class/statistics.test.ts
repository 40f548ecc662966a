import { expect, test } from 'vitest'
import { sampleReport, sampleResult } from '../../report/sample.ts'
import type { Row } from '../row.ts'
import { sampleRules } from '../sample/rules.ts'
import { bandsOf, bestOf, countStandings, median, quantile, scoresOf, tallyChecks } from './statistics.ts'

const rowOf = (standing: Row['standing'], score?: number): Row => ({
  learner: { id: 'ada', name: 'Ada' },
  standing,
  ...(score !== undefined && {
    report: sampleReport([sampleResult('claim-bound', { verdict: 'pass' })], { score, outOf: 100 }),
  }),
})
const rows = [rowOf('graded', 90), rowOf('not gradable', 10), rowOf('graded', 20), rowOf('not graded yet')]

test('standings are counted, also those that nobody has', () =>
  expect(countStandings(rows)).toEqual({
    graded: 2,
    'not gradable': 1,
    'nothing handed in': 0,
    'not graded yet': 1,
  }))

test('only what is graded has a score', () => expect(scoresOf(rows)).toEqual([20, 90]))

test('a rubric that nobody was held to is the whole one', () => {
  expect(bestOf(rows, sampleRules)).toBe(100)
  expect(bestOf([], sampleRules)).toBe(100)
})

test.each([
  [[], undefined, undefined, undefined],
  [[7], 7, 7, 7],
  [[0, 10], 2.5, 5, 7.5],
  [[1, 2, 3, 4, 100], 2, 3, 4],
])('the quartiles of %j', (sorted, ...quartiles) =>
  expect([0.25, 0.5, 0.75].map((share) => quantile(sorted, share))).toEqual(quartiles),
)

test('a median needs no order', () => {
  expect(median([30, 1, 2])).toBe(2)
  expect(median([])).toBe(0)
})

test('a full score is in the last ten points', () => {
  const bands = bandsOf([0, 9, 10, 89, 90, 100], 100)
  expect(bands.map(({ count }) => count)).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 1, 2])
  expect([bands[0], bands.at(-1)]).toMatchObject([
    { from: 0, to: 9 },
    { from: 90, to: 100 },
  ])
})

test('the bands of a part of the rubric end with it', () =>
  expect(bandsOf([34, 29], 34).map(({ to, count }) => [to, count])).toEqual([
    [9, 0],
    [19, 0],
    [29, 1],
    [34, 1],
  ]))

test('verdicts are counted in the rubric’s order, of those who are graded', () => {
  const tallies = tallyChecks(rows, sampleRules)
  expect(tallies.map(({ rule }) => rule)).toEqual(sampleRules)
  expect(tallies.find(({ rule }) => rule.id === 'claim-bound')?.counts).toMatchObject({ pass: 2, fail: 0 })
})
