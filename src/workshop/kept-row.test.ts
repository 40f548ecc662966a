import { expect, test } from 'vitest'
import { connectionOf, judgeTable } from './kept-row.ts'

const monitor = { name: 'assay-1' }

test('is content with a table of the database that has the monitor', () => {
  expect(judgeTable(['r', 'other', 'assay-1', ''], monitor, 'postgres-0')).toBeUndefined()
  expect(judgeTable(['p', 'assay-1'], monitor, 'postgres-0')).toBeUndefined()
})

test('misses a monitor that only the app lists', () => {
  expect(judgeTable(['r', 'other', ''], monitor, 'postgres-0')?.observed).toMatch(
    /no such monitor among the newest 1 /,
  )
})

test.each(['f', 'v', 'm'])('does not take rows of kind %s for the database’s own', (kind) => {
  expect(judgeTable([kind, 'assay-1'], monitor, 'postgres-0')?.observed).toMatch(/come from elsewhere/)
})

test('says nothing of a table that it cannot read', () => {
  expect(judgeTable(['psql: error: connection refused'], monitor, 'postgres-0')).toBeUndefined()
  expect(judgeTable([], monitor, 'postgres-0')).toBeUndefined()
})

test('has the same words for psql, whichever form the app was given', () => {
  const words = 'host=database user=nanomon dbname=nanomon'
  expect(connectionOf(words)).toBe(words)
  expect(connectionOf('postgres://na%20no:it%27s@database:5432/monitors?sslmode=disable')).toBe(
    "user='na no' password='it\\'s' dbname='monitors'",
  )
  expect(connectionOf('postgresql://%zz@database/db')).toBe("user='%zz' dbname='db'")
})
