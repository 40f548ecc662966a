import { expect, test } from 'vitest'
import { nanomon } from './knowledge.ts'

test('a PostgreSQL that still makes its database has more time to listen than another program', () => {
  const container = (image: string) => ({ apiVersion: '', kind: '', metadata: {}, image })
  expect(nanomon.listensAfter?.(container('registry/postgres:17'))).toBe(60)
  expect(nanomon.listensAfter?.(container('nanomon-api'))).toBeUndefined()
})
