import { describe, expect, test } from 'vitest'
import { loadSample, object, said, write } from '../../submission/sample.ts'
import { noteMistakes } from './notes.ts'

const workload = (kind: string, name: string, pod: string, apiVersion = 'apps/v1') =>
  object(kind, name, `spec: {template: {metadata: {labels: {app: ${name}}}, spec: ${pod}}}\n`).replace(
    'apiVersion: v1',
    `apiVersion: ${apiVersion}`,
  )
const api = workload('Deployment', 'api', '{containers: [{name: api}]}')
const service = (spec: string) => object('Service', 'web', `spec: ${spec}\n`)
const autoscaler = (ref: string) =>
  object('HorizontalPodAutoscaler', 'hpa', `spec:\n  scaleTargetRef: ${ref}\n`).replace(
    'v1',
    'autoscaling/v2',
  )

/** The notes on some files, beside a Deployment `api` from before. */
async function notesOn(files: Record<string, string>) {
  write({ 'before.yaml': api })
  const before = (await loadSample()).manifests.map((manifest) => ({
    ...manifest,
    origin: 'workshop' as const,
  }))
  write({ 'before.yaml': '', ...files })
  return said(noteMistakes(await loadSample(), before))
}

describe('a kind', () => {
  test('that Kubernetes does not have', async () => {
    const notes = await notesOn({
      'a.yaml': workload('Deploymnet', 'x', '{}'),
      'b.yaml': workload('Deployment', 'x', '{}', 'apps/v2'),
    })
    expect(notes).toEqual([
      'note a.yaml:2 kubectl refuses Deploymnet x: no matches for kind "Deploymnet" in version "apps/v1". Did you mean `kind: Deployment`?',
      'note b.yaml:1 kubectl refuses Deployment x: no matches for kind "Deployment" in version "apps/v2". Did you mean `apiVersion: apps/v1`?',
    ])
  })

  test('that a cluster may have been given is not noted', async () => {
    expect(await notesOn({ 'a.yaml': workload('HelmChart', 'x', '{}', 'helm.cattle.io/v1') })).toEqual([])
  })
})

describe('an autoscaler', () => {
  test.each([
    [
      '{apiVersion: apps/v1, kind: Deployment, name: apii}',
      'HorizontalPodAutoscaler hpa has Deployment apii. There is no Deployment apii: compare `kind` and `name` in `scaleTargetRef` with `kubectl get deploy`.',
    ],
    [
      '{apiVersion: apps/v1, kind: StatefulSet, name: api}',
      'HorizontalPodAutoscaler hpa has StatefulSet api. There is no StatefulSet api: compare `kind` and `name` in `scaleTargetRef` with `kubectl get deploy`.',
    ],
    [
      '{apiVersion: apps/v2, kind: Deployment, name: api}',
      'no matches for kind "Deployment" in version "apps/v2". There is no Deployment in apiVersion apps/v2: compare `scaleTargetRef` with `kubectl api-resources`.',
    ],
  ])('whose target is not there: %s', async (ref, message) => {
    expect(await notesOn({ 'a.yaml': autoscaler(ref) })).toEqual([`note a.yaml:5 ${message}`])
  })

  test.each([
    '{apiVersion: apps/v1, kind: Deployment, name: api}',
    '{apiVersion: apps/v1, kind: StatefulSet, name: own}',
    '[none]',
    '{kind: Deployment, name: 7}',
  ])('is not noted if its target is there, or kubectl cannot read it: %s', async (ref) => {
    expect(
      await notesOn({ 'a.yaml': autoscaler(ref), 'b.yaml': workload('StatefulSet', 'own', '{}') }),
    ).toEqual([])
  })

  test('made by a command', async () => {
    expect(await notesOn({ 'commands.sh': 'kubectl autoscale deploy apii --max 3\n' })).toEqual([
      'note commands.sh:1 kubectl refuses HorizontalPodAutoscaler apii: Error from server (NotFound): deployments.apps "apii" not found',
    ])
    expect(await notesOn({ 'commands.sh': 'kubectl autoscale deploy api --max 3\n' })).toEqual([])
  })

  test('made by one of several commands', async () => {
    const lines = ['kubectl autoscale deploy apii --max 3', 'kubectl autoscale deploy api --max 3']
    expect(await notesOn({ 'commands.sh': lines.join('\n') })).toEqual([])
  })

  test('is not made by a command if there is a manifest', async () => {
    const files = {
      'a.yaml': autoscaler('{apiVersion: apps/v1, kind: Deployment, name: api}'),
      'commands.sh': 'kubectl autoscale deploy apii --max 3\n',
    }
    expect(await notesOn(files)).toEqual([])
  })

  test('that is defined again counts as it stays', async () => {
    const files = {
      'a.yaml': autoscaler('{apiVersion: apps/v1, kind: Deployment, name: apii}'),
      'b.yaml': autoscaler('{apiVersion: apps/v1, kind: Deployment, name: api}'),
    }
    expect(await notesOn(files)).toEqual([])
  })
})

describe('a Service', () => {
  test('that selects no Pod', async () => {
    expect(await notesOn({ 'a.yaml': service('{selector: {app: apii}}') })).toEqual([
      'note a.yaml:4 Service web selects Pods with app=apii, but the Pods have app=api. Service web selects no Pod: compare its `selector` with the labels in the Pod template.',
    ])
  })

  test.each([
    '{selector: {app: api}}',
    '{selector: {app: job}}',
    '{selector: {statefulset.kubernetes.io/pod-name: db-0}}',
    '{type: ExternalName, externalName: example.org, selector: {app: x}}',
    '{ports: []}',
    '{selector: {}}',
    '{selector: [x]}',
    '{selector: {app: 1}}',
  ])('is not noted: %s', async (spec) => {
    const job = object(
      'CronJob',
      'job',
      'spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: job}}}}}}',
    ).replace('v1', 'batch/v1')
    expect(await notesOn({ 'a.yaml': service(spec), 'b.yaml': job })).toEqual([])
  })
})

describe('a volume', () => {
  test('that is not there, and one that is not mounted', async () => {
    const pod =
      '{volumes: [{name: data}], initContainers: [{name: i, volumeMounts: [{name: dat}]}], containers: [{}]}'
    expect(await notesOn({ 'a.yaml': workload('StatefulSet', 'db', pod) })).toEqual([
      'note a.yaml:4 kubectl refuses StatefulSet db: The StatefulSet "db" is invalid: spec.template.spec.initContainers[0].volumeMounts[0].name: Not found: "dat". No volume or volumeClaimTemplate has the name of this mount: add one, or correct the name.',
      'note a.yaml:4 No container of StatefulSet db mounts volume data. Use its name in `volumeMounts`, or remove it.',
    ])
  })

  test('that a volumeClaimTemplate makes', async () => {
    const spec = (mount: string) =>
      object(
        'StatefulSet',
        'db',
        `spec:
  volumeClaimTemplates: [{metadata: {name: data}}]
  template: {spec: {containers: [{volumeMounts: [{name: ${mount}}]}]}}
`,
      ).replace('v1', 'apps/v1')
    expect(await notesOn({ 'a.yaml': spec('data') })).toEqual([])
    expect(await notesOn({ 'a.yaml': spec('dat') })).toEqual([
      expect.stringMatching(
        /^note a.yaml:6 .*: spec.template.spec.containers\[0\].volumeMounts\[0\].name: Not found: "dat"/,
      ),
      'note a.yaml:5 No container of StatefulSet db mounts volume data. Use its name in `volumeMounts`, or remove it.',
    ])
  })

  test.each([
    '{volumes: [{name: a}, {name: b}], containers: [{volumeMounts: [{name: a}], volumeDevices: [{name: b}]}]}',
    '{volumes: [{name: a}], initContainers: [{volumeMounts: [{name: a}]}], containers: [{}]}',
    '{volumes: 7, containers: {volumeMounts: [x]}}',
    '[]',
  ])('is not noted: %s', async (pod) => {
    expect(await notesOn({ 'a.yaml': workload('Deployment', 'x', pod) })).toEqual([])
  })

  test('of the workshop is not noted', async () => {
    write({ 'a.yaml': workload('Deployment', 'x', '{volumes: [{name: a}], containers: [{}]}') })
    const submission = await loadSample()
    const before = submission.manifests.map((manifest) => ({ ...manifest, origin: 'workshop' as const }))
    expect(noteMistakes({ ...submission, manifests: [] }, before)).toEqual([])
  })
})
