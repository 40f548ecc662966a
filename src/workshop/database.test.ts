import { expect, test } from 'vitest'
import { tablesMissing } from './database.ts'

/** A text of 100,000 characters and more that is all beginnings. */
const often = (beginning: string) => beginning.repeat(Math.ceil(100_000 / beginning.length))

test('an answer that names tables without end is read to its end', () => {
  expect(tablesMissing({ status: 500, body: often('relation ') })).toBe(false)
  expect(tablesMissing({ status: 500, body: `${often('relation ')} does not exist` })).toBe(true)
  expect(tablesMissing({ status: 500, body: 'pq: relation "monitors" does not exist' })).toBe(true)
  expect(tablesMissing({ status: 500, body: 'it does not exist; relation' })).toBe(false)
  expect(tablesMissing({ status: 200, body: 'relation "monitors" does not exist' })).toBe(false)
})
