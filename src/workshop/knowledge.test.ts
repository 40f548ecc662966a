import { expect, test } from 'vitest'
import { knowledge } from './knowledge.ts'

test('a PostgreSQL that still makes its database has more time to listen than another program', () => {
  const container = (image: string) => ({ name: 'any', image })
  expect(knowledge.listensAfter?.(container('registry/postgres:17'))).toBe(60)
  expect(knowledge.listensAfter?.(container('nanomon-api'))).toBeUndefined()
})
