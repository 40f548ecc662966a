import { expect, test } from 'vitest'
import type { Row } from '../gradebook/row.ts'
import { PLAIN } from '../output/display.ts'
import { eachVerdict, sampleReport } from '../report/sample.ts'
import { exitCodeOf, summarise } from './summary.ts'

const rowOf = (id: string, rest: Omit<Row, 'learner'>): Row => ({ learner: { id, name: id }, ...rest })
const full = rowOf('ada', { standing: 'graded', report: sampleReport([], { score: 100, outOf: 100 }) })
const partial = rowOf('bob', { standing: 'graded', report: sampleReport(eachVerdict, { score: 20 }) })
const nothing = rowOf('eve', { standing: 'nothing handed in', why: 'There is no directory eve.' })
const error = rowOf('joe', { standing: 'not gradable', why: 'the node\nhas stopped' })
const late = rowOf('kim', { standing: 'not graded yet', why: 'The batch has not reached it yet.' })

test('a batch ends as a grade does, and as the worst of its rows', () => {
  expect(exitCodeOf([full])).toBe(0)
  expect(exitCodeOf([full, partial])).toBe(1)
  expect(exitCodeOf([full, nothing])).toBe(1)
  expect(exitCodeOf([full, partial, error])).toBe(3)
  expect(exitCodeOf([full, late])).toBe(3)
})

test('a bonus does not make a batch full, and a deduction does not take that away', () => {
  const under = (score: number, earned: number) =>
    rowOf('ada', { standing: 'graded', report: sampleReport([], { score, policy: { earned, leftOut: [] } }) })
  expect(exitCodeOf([under(95, 100)])).toBe(0)
  expect(exitCodeOf([under(100, 98)])).toBe(1)
})

test('a summary counts the rows and names each that has no grade', () => {
  expect(summarise([full, partial, nothing, error, late], PLAIN)).toMatchInlineSnapshot(`
    "5 learners: 2 graded, 1 nothing handed in, 1 not gradable, 1 not graded yet
      eve  nothing handed in: There is no directory eve.
      joe  not gradable: the node has stopped
      kim  not graded yet: The batch has not reached it yet."
  `)
})
