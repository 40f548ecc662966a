import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'
import { type PolicyEffect, tellPolicy } from './policy.ts'
import { sampleReport } from './sample.ts'

const adjusted = (points: number, earned = 85): PolicyEffect => ({
  earned,
  adjustment: { points, reason: 'Because.' },
  leftOut: [],
})

test('without a policy there is nothing to tell', () => expect(tellPolicy(undefined, 85)).toEqual([]))

test.each([
  [adjusted(-5), 80, 'Deduction of 5 points: Because.'],
  [adjusted(1), 86, 'Bonus of 1 point: Because.'],
  [adjusted(5, 98), 100, 'Bonus of 5 points, of which 2 count: Because.'],
  [adjusted(-5, 1), 0, 'Deduction of 5 points, of which 1 counts: Because.'],
  [adjusted(5, 100), 100, 'Bonus of 5 points, of which 0 count: Because.'],
])('an adjustment says what it is and what of it counts', (policy, score, said) =>
  expect(tellPolicy(policy, score)).toEqual([
    `The checks give ${policy.earned} ${policy.earned === 1 ? 'point' : 'points'}.`,
    said,
  ]),
)

test('it tells what is left out and what is not shown', () =>
  expect(tellPolicy({ earned: 85, leftOut: ['Scaling', 'Helm'], shows: 'verdict-only' }, 85)).toEqual([
    'Left out, and not counted: Scaling, Helm.',
    'Your instructor shows the verdicts only.',
  ]))

test('a reason is text in Markdown, on one line', () => {
  const reason = '<script>alert(1)</script>\n# Head\n[link](https://evil) \u001b[31m\u202e'
  const policy = { ...adjusted(-5), adjustment: { points: -5, reason } }
  const page = renderMarkdown(sampleReport([], { score: 80, gradable: true, policy }))
  expect(page).not.toMatch(/<script|^# |\]\(https:\/\/evil|\u202e/m)
  expect(page).not.toContain('\u001b')
  expect(page).toContain('Deduction of 5 points: &#60;script')
})
