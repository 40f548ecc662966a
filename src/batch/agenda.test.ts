import { expect, test } from 'vitest'
import { type Handed, makeAgenda, type Regrade } from './agenda.ts'
import { sampleGrade, sampleKey } from './sample.ts'

const handIn = (id: string, submission = `digest of ${id}`): Handed => ({
  entry: { learner: { id, name: id }, submission: { kind: 'folder', at: id } },
  directory: `/submissions/${id}`,
  key: sampleKey(submission),
})

const grades = new Map(
  [
    sampleGrade('ada'),
    sampleGrade('bob', { standing: 'not gradable', why: 'no answer' }),
    sampleGrade('eve'),
  ].map((grade) => [grade.learner, grade]),
)
const handed = [handIn('ada'), handIn('bob'), handIn('eve', 'something else'), handIn('joe')]

const ids = (some: Handed[]) => some.map(({ entry }) => entry.learner.id)
const due = (...regrade: Regrade[]) => ids(makeAgenda(handed, grades, regrade).due)

test('who has no grade yet is graded', () => {
  expect(due()).toEqual(['joe'])
})

test('what was not gradable is graded anew when asked for', () => {
  expect(due('errors')).toEqual(['bob', 'joe'])
})

test('what has changed is graded anew when asked for, and told when not', () => {
  expect(due('changed')).toEqual(['eve', 'joe'])
  expect(ids(makeAgenda(handed, grades, []).outdated)).toEqual(['eve'])
  expect(ids(makeAgenda(handed, grades, ['changed']).outdated)).toEqual([])
})

test('a learner who is named is graded anew', () => {
  expect(due('ada', 'eve')).toEqual(['ada', 'eve', 'joe'])
})

test('nothing is due where everyone has a grade', () => {
  expect(makeAgenda(handed.slice(0, 2), grades, []).due).toEqual([])
})
