import { expect, test } from 'vitest'
import { isSameKey, noteOnImages, readHistory } from './history.ts'
import type { JournalEntry } from './journal.ts'
import { sampleControl, sampleGrade, sampleKey } from './sample.ts'

const counted = (...entries: JournalEntry[]) => [...readHistory(entries).grades.keys()]
const full = sampleControl(true)
const lost = sampleControl(false)

test('the last grade of a learner counts', () => {
  const again = sampleGrade('ada', { endedAt: '2026-11-25T12:00:00.000Z' })
  const { grades } = readHistory([sampleGrade('ada'), full, again])
  expect(grades.get('ada')).toBe(again)
})

test('what was graded since the last control that scored full does not count if the next one does not', () => {
  expect(counted(sampleGrade('ada'), full, sampleGrade('bob'), sampleGrade('eve'), lost)).toEqual(['ada'])
})

test('with no control before it, all of it does not count', () => {
  expect(counted(sampleGrade('ada'), sampleGrade('bob'), lost)).toEqual([])
})

test('what is graded after a control that failed is for the next one to confirm', () => {
  expect(counted(sampleGrade('ada'), lost, sampleGrade('bob'), lost)).toEqual([])
  expect(counted(sampleGrade('ada'), lost, sampleGrade('bob'), full)).toEqual(['bob'])
})

test('a learner graded anew in a stretch that does not count is to be graded once more', () => {
  expect(counted(sampleGrade('ada'), full, sampleGrade('ada'), lost)).toEqual([])
})

test('what no control has confirmed yet is named once', () => {
  const { unconfirmed } = readHistory([
    sampleGrade('ada'),
    full,
    sampleGrade('bob'),
    sampleGrade('eve'),
    sampleGrade('bob'),
  ])
  expect(unconfirmed).toEqual(['bob', 'eve'])
})

test('what was checked beside a control that scored full is confirmed by it, also where it ended later', () => {
  const beside = sampleGrade('ada', {
    startedAt: '2026-11-24T12:09:00.000Z',
    endedAt: '2026-11-24T12:11:00.000Z',
  })
  const after = sampleGrade('bob', {
    startedAt: '2026-11-24T12:11:00.000Z',
    endedAt: '2026-11-24T12:13:00.000Z',
  })
  expect(readHistory([full, beside, after]).unconfirmed).toEqual(['bob'])
  expect(counted(full, beside, after, lost)).toEqual(['ada'])
  expect(readHistory([lost, beside]).unconfirmed).toEqual(['ada'])
})

test('controls that failed are counted from the last that scored full', () => {
  expect(readHistory([lost, full, lost, sampleGrade('ada'), lost]).failedControls).toBe(2)
  expect(readHistory([lost, lost, full]).failedControls).toBe(0)
  expect(readHistory([]).failedControls).toBe(0)
})

test('a key is another if any part of it is', () => {
  const key = sampleKey('d1')
  const others = [
    { submission: 'd2' },
    { rubric: 'r2' },
    { assay: '0.2.0' },
    { nodeImage: 'assay/node:2' },
    { pace: 'workshop' as const },
    { sections: ['scaling' as const] },
  ]
  expect(isSameKey(key, { ...key })).toBe(true)
  for (const other of others) expect(isSameKey(key, { ...key, ...other })).toBe(false)
})

const withImages = { ...sampleKey(''), images: { node: 'aa', store: 'bb' } }
const gradeWith = (images?: Record<string, string>) =>
  sampleGrade('ada', { key: { ...sampleKey('d1'), ...(images && { images }) } })

test('one line says which images have changed, and since how many grades', () => {
  const grades = [
    gradeWith({ node: 'aa', store: 'b0' }),
    gradeWith({ node: 'a0', store: 'bb' }),
    gradeWith(withImages.images),
  ]
  expect(noteOnImages(grades, withImages)).toEqual([
    'The images have changed since 2 of 3 grades were given: node, store (`--regrade changed` grades them again).',
  ])
})

test('nothing is said where they are the same, or where it was not noted which they were', () => {
  expect(noteOnImages([gradeWith(withImages.images), gradeWith()], withImages)).toEqual([])
})

test('an image more is a change', () => {
  expect(noteOnImages([gradeWith({ node: 'aa' })], withImages)).toHaveLength(1)
})

test('grading again with another image would not be grading in the same way', () => {
  const { key } = gradeWith({ node: 'aa', store: 'b0' })
  expect(isSameKey(key, { ...key, images: { node: 'aa', store: 'b0' } })).toBe(true)
  expect(isSameKey(key, { ...key, images: withImages.images })).toBe(false)
  expect(isSameKey(gradeWith().key, { ...gradeWith().key, images: withImages.images })).toBe(true)
})
