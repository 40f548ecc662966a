import { expect, test } from 'vitest'
import { forLearners } from './for-learners.ts'
import { renderMarkdown } from './markdown.ts'
import type { Report } from './report.ts'
import { eachVerdict, sampleReport, sampleResult } from './sample.ts'

const at = { file: 'SECRET.yaml', line: 71, column: 26, text: 'SECRET: line' }
const checks = [
  ...eachVerdict,
  sampleResult('fails', {
    verdict: 'fail',
    finding: { expected: 'SECRET expected', observed: 'SECRET observed', at, hint: 'HINT drawn' },
  }),
  sampleResult('breaks', { verdict: 'error', problem: 'SECRET problem' }),
  sampleResult('unread', { verdict: 'absent', problem: 'SECRET.zip' }),
]
const report = sampleReport(checks, {
  faults: ['SECRET fault'],
  objects: { submission: ['Pod SECRET'], workshop: ['Service SECRET'] },
  problems: [
    { severity: 'note', message: 'SECRET note. HINT: did you mean `kind: Deployment`?', at },
    { severity: 'error', message: 'SECRET file cannot be read', at },
  ],
  policy: { earned: 20, leftOut: ['Autoscaling'], adjustment: { points: -5, reason: 'Two days late.' } },
})
const all = (one: Report) => `${JSON.stringify(one)}\n${renderMarkdown(one)}`

test('to show all is to show the report itself', () => expect(forLearners(report, 'all')).toBe(report))

test('without hints everything else of a failure is there, and no hint in any words', () => {
  const copy = forLearners(report, 'no-hint')
  expect(all(copy)).not.toMatch(/HINT|"hint"|Try `kubectl/)
  expect(copy.checks.map(({ hint: _, ...check }) => check)).toEqual(
    report.checks.map(({ hint: _, ...check }) => check),
  )
  expect(copy.problems).toEqual([report.problems[1]])
  expect(renderMarkdown(copy)).toContain('SECRET observed')
})

test('of a verdict nothing else is told, in none of the renderings', () => {
  const copy = forLearners(report, 'verdict-only')
  expect(all(copy)).not.toMatch(/SECRET|HINT|"(hint|expected|observed|at|evidence)"|evidence\/|Try `kubectl/)
  expect(copy.checks.map(({ id, verdict, points, outOf }) => [id, verdict, points, outOf])).toEqual(
    report.checks.map(({ id, verdict, points, outOf }) => [id, verdict, points, outOf]),
  )
})

test('a field that a report or a check gets later is not shown with a verdict', () => {
  const later = { ...report, picture: 'SECRET', checks: checks.map((one) => ({ ...one, picture: 'SECRET' })) }
  expect(JSON.stringify(forLearners(later, 'verdict-only'))).not.toContain('picture')
})

test.each(['no-hint', 'verdict-only'] as const)('%s: the adjustment and its reason are there', (show) => {
  const { policy } = forLearners(report, show)
  expect(policy).toEqual({ ...report.policy, shows: show })
  expect(renderMarkdown(forLearners(report, show))).toContain('Two days late.')
})

test('the report itself stays as it was', () => {
  const before = structuredClone(report)
  forLearners(report, 'no-hint')
  forLearners(report, 'verdict-only')
  expect(report).toEqual(before)
})
