import { expect, test } from 'vitest'
import { isSameKey } from './history.ts'
import { noteOnImages } from './images-note.ts'
import { sampleGrade, sampleKey } from './sample.ts'

const now = { ...sampleKey(''), images: { node: 'aa', store: 'bb' } }
const gradeWith = (images?: Record<string, string>) =>
  sampleGrade('ada', { key: { ...sampleKey('d1'), ...(images && { images }) } })

test('one line says which images have changed, and since how many grades', () => {
  const grades = [
    gradeWith({ node: 'aa', store: 'b0' }),
    gradeWith({ node: 'a0', store: 'bb' }),
    gradeWith(now.images),
  ]
  expect(noteOnImages(grades, now)).toEqual([
    'The images have changed since 2 of 3 grades were given: node, store (`--regrade changed` grades anew).',
  ])
})

test('nothing is said where they are the same, or where it was not noted which they were', () => {
  expect(noteOnImages([gradeWith(now.images), gradeWith()], now)).toEqual([])
})

test('an image more is a change', () => {
  expect(noteOnImages([gradeWith({ node: 'aa' })], now)).toHaveLength(1)
})

test('grading again with another image would not be grading in the same way', () => {
  const { key } = gradeWith({ node: 'aa', store: 'b0' })
  expect(isSameKey(key, { ...key, images: { node: 'aa', store: 'b0' } })).toBe(true)
  expect(isSameKey(key, { ...key, images: now.images })).toBe(false)
  expect(isSameKey(gradeWith().key, { ...gradeWith().key, images: now.images })).toBe(true)
})
