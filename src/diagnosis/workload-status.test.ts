import { expect, test } from 'vitest'
import { forOnePod } from './workload-status.ts'

const stuck = { observed: 'Pod api-2 is Pending', cause: 'Its anti-affinity keeps it away.' }

test('where one Pod is enough, a workload is hopeless only if all its Pods are', () => {
  expect(forOnePod({ ...stuck, someMayBecomeReady: false })).toMatchObject({ cause: stuck.cause })
  const yet = forOnePod({ ...stuck, someMayBecomeReady: true })
  expect(yet.cause).toBeUndefined()
  expect(yet.hint).toBe(stuck.cause)
})
