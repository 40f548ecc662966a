import { expect, test } from 'vitest'
import type { KubernetesObject } from '../cluster/api.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { lastWords } from './log.ts'

const REFUSED = '2026/11/28 11:54:14 Failed to connect to database after retries: connection refused\n'
const UNKNOWN = '2026/11/28 11:54:18 pq: password authentication failed for user "nanomon", retrying\n'

const wordsOf = (before: string, since: string, container: object) => {
  const text = async (path: string) => (path.endsWith('previous=true') ? before : since)
  const cluster = { namespace: 'postgres', api: { text } } as unknown as Cluster
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api-0' } }
  return lastWords(cluster, pod, { name: 'api', ...container } as unknown as KubernetesObject)
}

const again = { state: { running: {} }, lastState: { terminated: {} } }

test('of a container that runs again, what it wrote before it ended', async () =>
  expect(await wordsOf(REFUSED, 'Connecting\n', again)).toMatch(/^Failed to connect/))

test('or what it has written since, where it is known what that means', async () =>
  expect(await wordsOf(REFUSED, UNKNOWN, again)).toMatch(/^pq: password authentication failed/))

test('of one that has not ended, what it has written', async () =>
  expect(await wordsOf('', 'Connecting\n', { state: { running: {} } })).toBe('Connecting'))
