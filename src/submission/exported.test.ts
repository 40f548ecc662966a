import { expect, test } from 'vitest'
import { cleanse } from './exported.ts'
import type { JsonObject } from './json.ts'
import type { Manifest } from './manifest.ts'
import { loadSample, manifest, object, said, write } from './sample.ts'

test.each<[string, JsonObject]>([
  ['uid', { uid: 'c0ffee' }],
  ['resourceVersion', { resourceVersion: '12' }],
  ['generation', { generation: 3 }],
  ['creationTimestamp', { creationTimestamp: '2026-01-01T00:00:00Z' }],
  ['deletionTimestamp', { deletionTimestamp: '2026-01-01T00:00:00Z' }],
  ['deletionGracePeriodSeconds', { deletionGracePeriodSeconds: 0 }],
  ['selfLink', { selfLink: '/api/v1/x' }],
  ['managedFields', { managedFields: [{ manager: 'kubectl' }] }],
  ['ownerReferences', { ownerReferences: [{ kind: 'Deployment', name: 'y' }] }],
  ['finalizers', { finalizers: ['foregroundDeletion'] }],
])('metadata.%s of any object is set aside', (field, metadata) => {
  expect(cleanse(manifest('Deployment', { ...metadata, labels: { a: 'b' } }))).toEqual({
    manifest: manifest('Deployment', { labels: { a: 'b' } }),
    aside: [`metadata.${field}`],
  })
})

test.each<[string, string[], JsonObject, JsonObject]>([
  ['Deployment', ['status'], { status: { replicas: 1 }, spec: {} }, { spec: {} }],
  [
    'Service',
    ['spec.clusterIP', 'spec.clusterIPs'],
    { spec: { clusterIP: '10.43.0.7', clusterIPs: ['10.43.0.7'], type: 'ClusterIP' } },
    { spec: { type: 'ClusterIP' } },
  ],
  [
    'Service',
    ['spec.healthCheckNodePort'],
    { spec: { type: 'LoadBalancer', healthCheckNodePort: 31000 } },
    { spec: { type: 'LoadBalancer' } },
  ],
  [
    'Service',
    ['spec.externalIPs'],
    { spec: { externalIPs: ['10.43.0.1'], type: 'ClusterIP' } },
    { spec: { type: 'ClusterIP' } },
  ],
  ['PersistentVolumeClaim', ['spec.volumeName'], { spec: { volumeName: 'pvc-1' } }, { spec: {} }],
  ['Pod', ['spec.nodeName'], { spec: { nodeName: 'aks-1' } }, { spec: {} }],
])('of a %s %j is set aside', (kind, aside, rest, left) => {
  expect(cleanse(manifest(kind, {}, rest))).toEqual({ manifest: manifest(kind, {}, left), aside })
})

test.each(['NodePort', 'LoadBalancer'])(
  'of a Service of type %s, what a node gives out is set aside',
  (type) => {
    const ports = [29999, 30000, undefined, 32767, 32768, '30001'].map((nodePort) => ({
      port: 80,
      ...(nodePort === undefined ? {} : { nodePort }),
    }))
    const { manifest: own, aside } = cleanse(manifest('Service', {}, { spec: { type, ports } }))
    expect(own?.object.spec).toEqual({
      type,
      ports: [
        { port: 80, nodePort: 29999 },
        { port: 80 },
        { port: 80 },
        { port: 80 },
        { port: 80, nodePort: 32768 },
        { port: 80, nodePort: '30001' },
      ],
    })
    expect(aside).toEqual(['spec.ports.nodePort'])
  },
)

test('of a claim, the marks of its binding are set aside', () => {
  const own = {
    'example.com/why': 'x',
    'volume.beta.kubernetes.io/storage-class': 'local-path',
    'my.pv.kubernetes.io/x': 'y',
  }
  const bound = {
    'pv.kubernetes.io/bind-completed': 'yes',
    'volume.kubernetes.io/selected-node': 'node-1',
    'volume.beta.kubernetes.io/storage-provisioner': 'rancher.io/local-path',
  }
  expect(cleanse(manifest('PersistentVolumeClaim', { annotations: { ...bound, ...own } }))).toEqual({
    manifest: manifest('PersistentVolumeClaim', { annotations: own }),
    aside: Object.keys(bound).map((name) => `metadata.annotations["${name}"]`),
  })
})

test.each<[string, string[], string[]]>([
  ['orphan', ['orphan'], []],
  ['kubernetes.io/pvc-protection', ['kubernetes.io/pvc-protection'], []],
  ['service.kubernetes.io/load-balancer-cleanup', ['service.kubernetes.io/load-balancer-cleanup'], []],
  ['of an operator', ['store.example.com/x'], []],
  ['several', ['orphan', 'example.com/x', 'foregroundDeletion', 'kubernetes'], []],
  ['one without a domain, which kubectl refuses', ['orphanage', 'example.com/x'], ['orphanage']],
])('a finalizer is set aside, since nobody here takes it away: %s', (_, finalizers, left) => {
  const { manifest: own, aside } = cleanse(manifest('Deployment', { finalizers }))
  expect(own?.object.metadata).toEqual({ name: 'x', ...(left.length > 0 ? { finalizers: left } : {}) })
  expect(aside).toEqual(['metadata.finalizers'])
})

const marked = { metadata: { labels: { a: 'b' }, finalizers: ['example.com/x'] } }
const clean = { metadata: { labels: { a: 'b' } } }

test.each<[string, string, JsonObject, JsonObject]>([
  ['Deployment', 'spec.template', { spec: { template: marked } }, { spec: { template: clean } }],
  ['PodTemplate', 'template', { template: marked }, { template: clean }],
  ['CronJob', 'spec.jobTemplate', { spec: { jobTemplate: marked } }, { spec: { jobTemplate: clean } }],
  [
    'CronJob',
    'spec.jobTemplate.spec.template',
    { spec: { jobTemplate: { spec: { template: marked } } } },
    { spec: { jobTemplate: { spec: { template: clean } } } },
  ],
  [
    'StatefulSet',
    'spec.volumeClaimTemplates',
    { spec: { volumeClaimTemplates: [marked, 'x', marked] } },
    { spec: { volumeClaimTemplates: [clean, 'x', clean] } },
  ],
])('a finalizer of what a %s makes from its %s is set aside', (kind, path, rest, left) => {
  const one = manifest(kind, {}, structuredClone(rest))
  expect(cleanse(one)).toEqual({ manifest: manifest(kind, {}, left), aside: [`${path}.metadata.finalizers`] })
})

test.each<[string, Manifest]>([
  ['a plain object', manifest('Deployment', { labels: { app: 'x' } }, { spec: { replicas: 2 } })],
  [
    'what kubectl leaves empty',
    manifest(
      'Deployment',
      { creationTimestamp: null, ownerReferences: [], managedFields: null, uid: '', finalizers: [] },
      { status: {} },
    ),
  ],
  ['a headless Service', manifest('Service', {}, { spec: { clusterIP: 'None', clusterIPs: ['None'] } })],
  ['a claim of a class', manifest('PersistentVolumeClaim', {}, { spec: { storageClassName: 'default' } })],
  [
    'a nodePort that has no place in a Service of its type',
    manifest(
      'Service',
      {},
      { spec: { type: 'ClusterIP', healthCheckNodePort: 1, ports: [{ nodePort: 30080 }] } },
    ),
  ],
  ['a nodePort elsewhere', manifest('ConfigMap', {}, { spec: { ports: [{ nodePort: 1 }] } })],
  [
    'a volumeName elsewhere',
    manifest('Deployment', {}, { spec: { volumeName: 'x', clusterIP: '10.0.0.1' } }),
  ],
  ['a node of a template', manifest('Deployment', {}, { spec: { template: { spec: { nodeName: 'x' } } } })],
  ['finalizers that are no list', manifest('Deployment', { finalizers: 'example.com/x' })],
  ['finalizers that are no texts', manifest('Deployment', { finalizers: [1, null] })],
  ['finalizers elsewhere', manifest('ConfigMap', {}, { data: { finalizers: ['example.com/x'] } })],
  ['what looks like status', manifest('ConfigMap', {}, { data: { status: 'x', uid: 'y' } })],
  [
    'metadata that is no mapping',
    { ...manifest('Deployment'), object: { metadata: [{ uid: 'x' }].slice(1) } },
  ],
  ['a spec that is no mapping', manifest('Service', {}, { spec: 'x' })],
  ['a spec that is null', manifest('PersistentVolumeClaim', {}, { spec: null })],
  ['a spec that is a list', manifest('PersistentVolumeClaim', {}, { spec: ['x'] })],
  ['annotations that are no mapping', manifest('PersistentVolumeClaim', { annotations: 'x', labels: ['y'] })],
])('%s is kept as it is, without a word', (_, one) => {
  const before = structuredClone(one)
  const { manifest: own, aside } = cleanse(one)
  expect(own).toBe(one)
  expect(one).toEqual(before)
  expect(aside).toEqual([])
})

test('an object that is cleansed is a copy', () => {
  const one = manifest('Deployment', { uid: 'c0ffee' }, { status: { replicas: 1 } })
  const before = structuredClone(one)
  cleanse(one)
  expect(one).toEqual(before)
})

test('keys of the prototype are inert', () => {
  const text =
    '{"name":"x","uid":"u","__proto__":{"uid":"v"},"annotations":{"__proto__":{"pv.kubernetes.io/x":"y"}}}'
  const { manifest: own, aside } = cleanse(manifest('PersistentVolumeClaim', JSON.parse(text)))
  expect(aside).toEqual(['metadata.uid'])
  expect(JSON.stringify(own?.object.metadata)).toBe(text.replace('"uid":"u",', ''))
  expect(({} as { uid?: string }).uid).toBeUndefined()
})

test('a file has one note on all that was set aside of it', async () => {
  const uid = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: NAME, uid: c0ffee}\n'
  write({
    'a.yaml': `${uid.replace('NAME', 'a')}---\n${uid.replace('NAME', 'b')}status: {x: 1}\n---\n${object('Event', 'e')}`,
    'b.yaml': `${object('Service', 's')}`,
  })
  const { manifests, problems } = await loadSample()
  expect(manifests.map(({ name, object }) => [name, object.metadata])).toEqual([
    ['a', { name: 'a' }],
    ['b', { name: 'b' }],
    ['s', { name: 's' }],
  ])
  expect(said(problems)).toEqual([
    'note a.yaml:1 Ignored, as added by a cluster or a tool: metadata.uid, status, Event e. It costs you no points.',
  ])
})

test.each([
  [11, ''],
  [20, ' and 9 more'],
])('of a List with %i Events a learner keeps what is theirs, and twelve are named', async (count, more) => {
  const events = Array.from({ length: count }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `e${i}` },
  }))
  const own = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api', uid: 'c0ffee' } }
  write({ 'all.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [own, ...events] }) })
  const { manifests, problems } = await loadSample()
  expect(manifests).toMatchObject([{ name: 'api' }])
  const named = Array.from({ length: 11 }, (_, i) => `Event e${i}`).join(', ')
  expect(said(problems)).toEqual([
    `note all.json:1 Ignored, as added by a cluster or a tool: metadata.uid, ${named}${more}. It costs you no points.`,
  ])
})
