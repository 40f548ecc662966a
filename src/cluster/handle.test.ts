import { expect, test, vi } from 'vitest'
import type { Manifest } from '../submission/manifest.ts'
import type { Api } from './api.ts'
import { Cluster } from './cluster.ts'
import type { Address } from './start.ts'

const lineOf = (file: string, line: number) => ({ file, line, column: 1, text: '' })

const command = lineOf('commands.sh', 3)

const manifest: Manifest = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  name: 'api',
  object: {},
  file: 'hpa.yaml',
  origin: 'submission',
  positions: { '': lineOf('hpa.yaml', 1), 'spec.minReplicas': lineOf('hpa.yaml', 9) },
}

/** A cluster that keeps what it is given. */
function clusterInMemory(): Cluster {
  const cluster = new Cluster({} as Address, { namespace: 'n', entryPoint: '', url: '' }, {} as Api)
  vi.spyOn(cluster, 'submit').mockResolvedValue([])
  return cluster
}

test('a field has the line of its manifest, or of the nearest parent', async () => {
  const cluster = clusterInMemory()
  await cluster.apply([manifest])
  expect(cluster.autoscaler('api').at('spec.minReplicas')).toMatchObject({ line: 9 })
  expect(cluster.autoscaler('api').at('spec.maxReplicas')).toMatchObject({ line: 1 })
})

test('an object that a command makes has the line of the command', () => {
  const cluster = clusterInMemory()
  cluster.keepCommand('HorizontalPodAutoscaler', 'api', command)
  expect(cluster.autoscaler('api').at('spec.minReplicas')).toBe(command)
  expect(cluster.deployment('api').at()).toBe(undefined)
})

test('an object of the workshop has no line of the learner', async () => {
  const cluster = clusterInMemory()
  await cluster.apply([{ ...manifest, origin: 'workshop' }])
  expect(cluster.autoscaler('api').at('spec.minReplicas')).toBe(undefined)
})
