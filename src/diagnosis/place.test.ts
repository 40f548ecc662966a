import { expect, test } from 'vitest'
import { forOnePod } from './place.ts'

const stuck = { seen: 'Pod api-2 is Pending', cause: 'Its anti-affinity keeps it away.' }

test('where one Pod is enough, a workload is hopeless only if all its Pods are', () => {
  expect(forOnePod({ ...stuck, someMayCome: false })).toMatchObject({ cause: stuck.cause })
  const yet = forOnePod({ ...stuck, someMayCome: true })
  expect(yet.cause).toBeUndefined()
  expect(yet.hint).toBe(stuck.cause)
})
