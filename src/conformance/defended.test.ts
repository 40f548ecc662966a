import { expect, test } from 'vitest'
import { startOf } from '../submission/position.ts'
import { error } from '../submission/problem.ts'
import type { SubjectOutcome } from './conformance.ts'
import type { Defence } from './defence.ts'
import { undefended } from './defended.ts'

const nothing: Defence = { stops: 'grade', says: [], never: [], always: [], isAlone: false }

function outcome(defence: Partial<Defence>, seen: Partial<SubjectOutcome> = {}): SubjectOutcome {
  const subject = { defence: { ...nothing, ...defence } } as SubjectOutcome['subject']
  return { subject, checks: [], problems: [], logs: [], faults: [], errors: [], seconds: 1, ...seen }
}

test('an attack is stopped where the report and the logs say what they must, and nothing that they must not', () => {
  const defence = { says: ['privileged is forbidden'], never: ['REACHED'], always: ['done'] }
  const problems = [error('Pod x: privileged is forbidden', startOf('pod.yaml'))]
  expect(undefended(outcome(defence, { problems, logs: ['OK service\ndone'] }))).toEqual([])
})

test('a report that does not say what stopped it is quoted', () => {
  const problems = [error('Pod x: no such image', startOf('pod.yaml'))]
  expect(undefended(outcome({ says: ['privileged'] }, { problems }))).toEqual([
    'no report says "privileged"; it says: Pod x: no such image',
  ])
})

test('each line of a log that shows a way through is told once', () => {
  const logs = ['REACHED a\nREACHED a\ndone', 'REACHED b\ndone']
  expect(undefended(outcome({ never: ['REACHED'], always: ['done'] }, { logs }))).toEqual([
    'a Pod got through: REACHED a',
    'a Pod got through: REACHED b',
  ])
})

test('a Pod that did not run has stopped nothing, in any of the sections', () => {
  const defence = { never: ['REACHED'], always: ['done'] }
  expect(undefended(outcome(defence))).toEqual(['no Pod says "done"'])
  expect(undefended(outcome(defence, { logs: ['done', 'waiting'] }))).toHaveLength(1)
})

test('an attack that makes us grade once more has got through, whatever came of that', () => {
  expect(undefended(outcome({}, { errors: ['the node has stopped'] }))).toEqual([
    'it caused a grader error and a second grade: the node has stopped',
  ])
})

test('an attack that takes much longer than any answer has got through', () => {
  expect(undefended(outcome({}, { seconds: 900 }))).toEqual(['a section took 900 s'])
})

test('what a Pod wrote is shown without what a terminal would obey', () => {
  const logs = ['REACHED \u001b[2Jx\ndone']
  const found = undefended(outcome({ never: ['REACHED'], always: ['done'] }, { logs }))
  expect(found).toEqual(['a Pod got through: REACHED x'])
})

test('what is no attack is not asked for a defence', () => {
  const subject = {} as SubjectOutcome['subject']
  expect(undefended({ ...outcome({}), subject, errors: ['the node has stopped'] })).toEqual([])
})
