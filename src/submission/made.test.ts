import { expect, test } from 'vitest'
import { cleanse } from './exported.ts'
import type { Manifest } from './manifest.ts'
import { loadSample, manifest, object, write } from './sample.ts'

test.each<[string, Manifest]>([
  ['Event x', manifest('Event')],
  ['ControllerRevision x', manifest('ControllerRevision')],
  ['Service kubernetes', manifest('Service', {}, {}, 'kubernetes')],
  ['ConfigMap kube-root-ca.crt', manifest('ConfigMap', {}, {}, 'kube-root-ca.crt')],
  ['Secret x', manifest('Secret', {}, { type: 'helm.sh/release.v1' })],
  ['ReplicaSet x', manifest('ReplicaSet', { ownerReferences: [{ kind: 'Deployment', controller: true }] })],
  ['Deployment x', manifest('Deployment', { annotations: { 'meta.helm.sh/release-name': 'demo' } })],
  ['Pod x', manifest('Pod', { labels: { 'pod-template-hash': 'abc' } })],
  ['Pod x', manifest('Pod', { labels: { 'controller-revision-hash': 'abc' } })],
  ['Pod x', manifest('Pod', { labels: { 'statefulset.kubernetes.io/pod-name': 'x' } })],
  ['ReplicaSet x', manifest('ReplicaSet', { labels: { 'pod-template-hash': 'abc' } })],
  [
    'EndpointSlice x',
    manifest('EndpointSlice', { labels: { 'endpointslice.kubernetes.io/managed-by': 'c' } }),
  ],
  ['Endpoints x', manifest('Endpoints', { labels: { 'endpoints.kubernetes.io/managed-by': 'c' } })],
  [
    'Endpoints x',
    manifest('Endpoints', { annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': 't' } }),
  ],
  [
    'PersistentVolume x',
    manifest('PersistentVolume', { annotations: { 'pv.kubernetes.io/provisioned-by': 'p' } }),
  ],
])('%s that a cluster made is set aside as a whole', (name, one) => {
  expect(cleanse(one)).toEqual({ aside: [name] })
})

test.each<[string, Manifest]>([
  ['Pod', manifest('Pod', { labels: { app: 'x' } })],
  ['ReplicaSet', manifest('ReplicaSet', { labels: { app: 'x' } })],
  ['Endpoints', manifest('Endpoints')],
  ['EndpointSlice', manifest('EndpointSlice', { labels: { 'kubernetes.io/service-name': 'x' } })],
  ['PersistentVolume', manifest('PersistentVolume')],
  ['Deployment', manifest('Deployment', { labels: { 'pod-template-hash': 'abc' } })],
  ['Service', manifest('Service', {}, {}, 'api')],
  ['ConfigMap', manifest('ConfigMap', {}, {}, 'kubernetes')],
  ['Secret', manifest('Secret', {}, { type: 'Opaque' })],
  ['ConfigMap', manifest('ConfigMap', {}, { type: 'helm.sh/release.v1' })],
])('a %s that somebody wrote is kept', (_, one) => {
  expect(cleanse(one)).toEqual({ manifest: one, aside: [] })
})

test('what owns an object without controlling it does not make it', () => {
  const owned = manifest('Pod', { ownerReferences: [{ kind: 'Node', name: 'n', controller: false }] })
  expect(cleanse(owned)).toEqual({ manifest: manifest('Pod'), aside: ['metadata.ownerReferences'] })
})

test.each(['constructor', 'toString', '__proto__', 'valueOf'])(
  'a kind called %s is one like any other',
  async (kind) => {
    write({ 'a.yaml': object(kind, 'a'), 'b.yaml': object('Service', 'b') })
    expect((await loadSample()).manifests.map(({ name }) => name)).toEqual(['a', 'b'])
  },
)
