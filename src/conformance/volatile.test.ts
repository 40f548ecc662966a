import { expect, test } from 'vitest'
import { withoutVolatile } from './volatile.ts'

const seen = (container: string, words: string, ending: string) =>
  `Observed  Pod nanomon-api-5d8f7b6c4-x7k2z: container ${container} is not Ready; it last wrote: ${words}${ending}`

test.each([
  ['which says what it does', 'Connected to database successfully! | ### 🚀 Build details: 2.1.0 (main)'],
  ['which says something else', 'listening on port 8000 (all of them), since 3 s'],
])('the words of NanoMon, %s, are not pinned', (_, words) => {
  expect(withoutVolatile(seen('api-container', words, ' (this does not change by waiting)'))).toBe(
    'Observed  Pod nanomon-api-HASH: container api-container is not Ready; it last wrote: WORDS (this does not change by waiting)',
  )
  expect(withoutVolatile(seen('api', words, ', after 125 s'))).toBe(
    'Observed  Pod nanomon-api-HASH: container api is not Ready; it last wrote: WORDS, after N s',
  )
  expect(withoutVolatile(seen('frontend', words, ''))).toMatch(/it last wrote: WORDS$/)
})

test('the words of PostgreSQL are', () => {
  const words = 'initdb: error: directory "/var/lib/postgresql/data" exists but is not empty'
  expect(withoutVolatile(seen('postgres', words, ', after 7 s'))).toContain(`${words}, after N s`)
})
