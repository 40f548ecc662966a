import { expect, test } from 'vitest'
import { explainLog } from '../diagnosis/log.ts'
import { logSentences } from './log-sentences.ts'

const explain = (log: string) => explainLog(log, logSentences)

test.each([
  ['pq: password authentication failed for user "nanomon"', ['POSTGRES_USER', 'POSTGRES_PASSWORD']],
  ['pq: database "nanomon" does not exist', ['POSTGRES_DB']],
  ['chown: /var/lib/postgresql/data: Operation not permitted', undefined],
])('last words: %s', (log, variables) => expect(explain(log)?.variables).toEqual(variables))

/** A text of 100,000 characters and more that is all beginnings. */
const often = (beginning: string) => beginning.repeat(Math.ceil(100_000 / beginning.length))

test.each([
  'password authentication failed for user ',
  'role ',
  'database "',
  'directory "',
  'directory "x',
  'lost+foun',
  'permission denie',
])('a log of %j without end explains nothing', (words) => expect(explain(often(words))).toBe(undefined))

test('the words of PostgreSQL about its directory are found behind others like them', () =>
  expect(explain(`${often('directory ')}directory "/data" exists but is not empty`)).toMatchObject({
    words: 'directory "/data" exists but is not empty',
  }))
