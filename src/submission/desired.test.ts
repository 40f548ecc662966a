import { expect, test } from 'vitest'
import { completeWith } from './desired.ts'
import type { Manifest, Origin } from './manifest.ts'

function manifest(kind: string, name: string, origin: Origin, apiVersion = 'v1'): Manifest {
  return { apiVersion, kind, name, object: {}, file: 'a.yaml', origin, positions: {} }
}

test('a submission takes the place of what was made before, by kind and name', () => {
  const leftovers = [manifest('Deployment', 'api', 'workshop'), manifest('Deployment', 'store', 'workshop')]
  const manifests = [
    manifest('Deployment', 'api', 'submission', 'apps/v1'),
    manifest('StatefulSet', 'store', 'submission'),
  ]
  expect(completeWith({ manifests }, leftovers)).toMatchObject([
    { kind: 'Deployment', name: 'store', origin: 'workshop' },
    { kind: 'Deployment', name: 'api', origin: 'submission' },
    { kind: 'StatefulSet', name: 'store', origin: 'submission' },
  ])
})

test('nothing comes before what it refers to', () => {
  const kinds = [
    'HorizontalPodAutoscaler',
    'Job',
    'Deployment',
    'Ingress',
    'Service',
    'StatefulSet',
    'Secret',
    'ConfigMap',
  ]
  const manifests = kinds.map((kind) => manifest(kind, 'x', 'submission'))
  expect(completeWith({ manifests }, []).map(({ kind }) => kind)).toEqual([
    'Secret',
    'ConfigMap',
    'Service',
    'Ingress',
    'Deployment',
    'StatefulSet',
    'Job',
    'HorizontalPodAutoscaler',
  ])
})
