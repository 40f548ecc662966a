import { expect, test, vi } from 'vitest'
import type { Cluster } from '../cluster/start.ts'
import { placeOf } from '../verdict/sample.ts'
import type { Section } from '../verdict/workshop.ts'
import { placesIn } from './places.ts'

const section = { id: 'one' } as Section

/** A cluster whose Namespaces are names only. */
function sampleCluster() {
  const { address } = placeOf('one')
  const namespaces = {
    open: vi.fn(async (namespace: string) => placeOf(namespace).testNamespace),
    close: vi.fn(async () => {}),
  }
  return { cluster: { address, namespaces } as unknown as Cluster, namespaces }
}

test('a cluster that did not start is started again for who asks next, and one that did is not', async () => {
  const { cluster } = sampleCluster()
  const start = vi.fn(async () => cluster).mockRejectedValueOnce(new Error('no Docker engine'))
  const { places } = placesIn(start)
  await expect(places.prepare()).rejects.toThrow('no Docker engine')
  await expect(places.prepare()).resolves.toBe(cluster)
  await places.prepare()
  expect(start).toHaveBeenCalledTimes(2)
})

test('a section that comes again gets a new Namespace', async () => {
  const { cluster } = sampleCluster()
  const { places } = placesIn(async () => cluster)
  const opened = [await places.open(section), await places.open(section)]
  expect(opened.map(({ testNamespace }) => testNamespace.namespace)).toEqual(['one', 'one-2'])
})

test('a place is taken back once, and again if that did not succeed', async () => {
  const { cluster, namespaces } = sampleCluster()
  namespaces.close.mockRejectedValueOnce(new Error('the API server does not answer'))
  const { places, clear } = placesIn(async () => cluster)
  const place = await places.open(section)
  await expect(places.close(place)).rejects.toThrow('does not answer')
  await Promise.all([places.close(place), clear()])
  await clear()
  expect(namespaces.close).toHaveBeenCalledTimes(2)
})
