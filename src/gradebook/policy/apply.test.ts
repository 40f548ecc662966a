import { expect, test } from 'vitest'
import { sampleReport, sampleResult } from '../../report/sample.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import type { Row } from '../row.ts'
import { sampleClass } from '../sample/class.ts'
import { sampleRules } from '../sample/rules.ts'
import { applyPolicy, countedRules } from './apply.ts'
import { samplePolicy } from './sample.ts'

const HELM = 'Installing The App with Helm'

/** A row whose checks pass, but for some. */
function rowWith(verdicts: Record<string, Verdict> = {}): Row {
  const checks = sampleRules.map((rule) =>
    sampleResult(rule.id, { verdict: verdicts[rule.id] ?? 'pass' }, rule),
  )
  const report = sampleReport(checks)
  const learner = { id: 'ada', name: 'Ada' }
  if (report.gradable) return { learner, standing: 'graded', report, ownObjects: ['1', '2'] }
  return { learner, standing: 'not gradable', why: 'an error', report }
}

const scoreOf = ({ report }: Row) => report && [report.score, report.outOf]
const apply = (row: Row, policy: Parameters<typeof samplePolicy>[0]) =>
  applyPolicy(row, sampleRules, samplePolicy(policy))

test('a policy that changes nothing gives the same scores and verdicts', () => {
  for (const row of sampleClass(60)) {
    const { policy, ...same } = applyPolicy(row, sampleRules, samplePolicy())
    const { policy: effect, ...report } = same.report ?? {}
    expect({ ...same, ...(row.report && { report }) }).toEqual(row)
    if (row.standing === 'graded')
      expect(policy?.rubric).toEqual({ score: row.report?.score, outOf: row.report?.outOf })
    expect(effect?.leftOut ?? []).toEqual([])
  }
})

test('points change what a check earns and what it is out of', () => {
  const points = new Map([
    ['data-survives', 30],
    ['claim-size', 0],
  ])
  expect(scoreOf(apply(rowWith(), { points }))).toEqual([114, 114])
  expect(scoreOf(apply(rowWith({ 'data-survives': 'fail' }), { points }))).toEqual([84, 114])
  expect(scoreOf(apply(rowWith({ 'claim-size': 'fail' }), { points }))).toEqual([114, 114])
  const { report } = apply(rowWith({ 'claim-size': 'fail' }), { points })
  expect(report?.checks.find(({ id }) => id === 'claim-size')).toMatchObject({
    verdict: 'fail',
    points: 0,
    outOf: 0,
  })
})

test('a section that is left out counts for nothing, and its checks are gone', () => {
  const { report } = apply(rowWith({ 'release-deployed': 'fail' }), { leftOut: [HELM] })
  expect(report).toMatchObject({ score: 80, outOf: 80, policy: { earned: 80, leftOut: [HELM] } })
  expect(report?.checks.map(({ section }) => section)).not.toContain(HELM)
  expect(
    countedRules(sampleRules, samplePolicy({ leftOut: [HELM] })).map(({ section }) => section),
  ).not.toContain(HELM)
})

test('an error in a section that is left out leaves a grade, one elsewhere does not', () => {
  const row = rowWith({ 'release-deployed': 'error' })
  expect(row.standing).toBe('not gradable')
  const freed = apply(row, { leftOut: [HELM] })
  expect(freed).toMatchObject({ standing: 'graded', report: { score: 80, outOf: 80, gradable: true } })
  expect(freed).not.toHaveProperty('why')
  expect(freed.policy).not.toHaveProperty('rubric')
  expect(apply(row, { leftOut: ['Scaling'] })).toMatchObject({ standing: 'not gradable', why: 'an error' })
  const faulty = { ...row, report: row.report && { ...row.report, faults: ['a worker died'] } }
  expect(apply(faulty as Row, { leftOut: [HELM] }).standing).toBe('not gradable')
  const short = { ...row, report: row.report && { ...row.report, checks: row.report.checks.slice(4) } }
  expect(apply(short as Row, { leftOut: [HELM] }).standing).toBe('not gradable')
})

test('where nothing counts there is no score', () => {
  const titles = [...new Set(sampleRules.map(({ section }) => section))]
  expect(apply(rowWith(), { leftOut: titles })).toMatchObject({
    standing: 'not gradable',
    why: 'The policy lets nothing count of what was graded.',
  })
})

const adjusted = (points: number) => ({ adjustments: new Map([['ada', { points, reason: 'Because.' }]]) })

test.each([
  [-5, {}, 95],
  [5, { 'data-survives': 'fail' }, 90],
  [5, {}, 100],
  [5, { 'claim-size': 'fail', 'claim-bound': 'fail' }, 100],
  [-1000, {}, 0],
] as const)('an adjustment by %i keeps the score between 0 and all points', (points, verdicts, score) => {
  const row = apply(rowWith(verdicts), adjusted(points))
  expect(scoreOf(row)).toEqual([score, 100])
  expect(row.policy?.adjustment).toEqual({ points, reason: 'Because.' })
  expect(row.report?.policy?.adjustment).toEqual({ points, reason: 'Because.' })
})

test('an adjustment is its learner’s alone, and is kept for who has no grade yet', () => {
  const eve: Row = { learner: { id: 'eve', name: 'Eve' }, standing: 'not graded yet', why: 'Later.' }
  expect(apply({ ...rowWith(), learner: eve.learner }, adjusted(-5)).report?.score).toBe(100)
  const late = applyPolicy(
    eve,
    sampleRules,
    samplePolicy({ adjustments: new Map([['eve', { points: 2, reason: 'x' }]]) }),
  )
  expect(late).toEqual({ ...eve, policy: { adjustment: { points: 2, reason: 'x' } } })
})

test('what is shown follows from what counts', () => {
  const row = apply(rowWith({ 'data-survives': 'fail' }), { show: 'verdict-only', ...adjusted(-5) })
  expect(row.report?.checks.some(({ hint }) => hint !== undefined)).toBe(true)
  expect(row.policy?.shown).toMatchObject({ score: 80, outOf: 100, policy: { shows: 'verdict-only' } })
  expect(JSON.stringify(row.policy?.shown)).not.toContain('"hint"')
})

test('the row itself and what it was compared by stay as they were', () => {
  const row = rowWith({ 'data-survives': 'fail' })
  const before = structuredClone(row)
  const after = apply(row, { leftOut: [HELM], points: new Map([['claim-size', 9]]), ...adjusted(-5) })
  expect(row).toEqual(before)
  expect(after.ownObjects).toEqual(before.ownObjects)
})
