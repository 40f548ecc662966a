import { expect, test } from 'vitest'
import { type OpenApi, type Schema, whereItBelongs } from './fields.ts'

const leaf: Schema = {}
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/io.k8s.${name}` })
/** How the API server writes a reference that has a default. */
const wrapped = (name: string): Schema => ({ allOf: [ref(name)] })
const list = (items: Schema): Schema => ({ items })
const of = (properties: { [field: string]: Schema }): Schema => ({ properties })
const top = (kind: string, properties: { [field: string]: Schema }): Schema => ({
  properties: { apiVersion: leaf, kind: leaf, metadata: ref('Meta'), ...properties },
  'x-kubernetes-group-version-kind': [{ group: '', kind, version: 'v1' }],
})

const openapi: OpenApi = {
  components: {
    schemas: {
      'io.k8s.Meta': of({ name: leaf, labels: { additionalProperties: leaf } }),
      'io.k8s.Deployment': top('Deployment', { spec: wrapped('DeploymentSpec'), status: ref('Status') }),
      'io.k8s.DeploymentSpec': of({ replicas: leaf, template: wrapped('Template') }),
      'io.k8s.Status': of({ readyReplicas: leaf }),
      'io.k8s.Template': of({ metadata: wrapped('Meta'), spec: ref('PodSpec') }),
      'io.k8s.PodSpec': {
        ...of({
          containers: list(wrapped('Container')),
          initContainers: list(ref('Container')),
          volumes: list(ref('Volume')),
        }),
        required: ['containers'],
      },
      'io.k8s.Container': of({
        name: leaf,
        livenessProbe: ref('Probe'),
        readinessProbe: ref('Probe'),
        resources: of({ limits: { additionalProperties: leaf } }),
      }),
      'io.k8s.Probe': of({ periodSeconds: leaf }),
      'io.k8s.Volume': of(
        Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, of({ readOnly: leaf })])),
      ),
      'io.k8s.Autoscaler': top('HorizontalPodAutoscaler', {
        spec: of({ metrics: list(of({ object: of({ metric: leaf }) })), scaleTargetRef: of({ name: leaf }) }),
      }),
      'io.k8s.Service': top('Service', { spec: of({ ports: list(of({ port: leaf, targetPort: leaf })) }) }),
      'io.k8s.ConfigMap': top('ConfigMap', { data: { additionalProperties: leaf } }),
      'io.k8s.Definition': top('Definition', { spec: of({ served: leaf, validation: ref('Props') }) }),
      'io.k8s.Props': of({
        maxLength: leaf,
        not: ref('Props'),
        allOf: list(ref('Props')),
        properties: { additionalProperties: ref('Props') },
      }),
      'io.k8s.Circle': top('Circle', { spec: ref('Circles') }),
      'io.k8s.Circles': ref('Circles'),
    },
  },
}

const container = 'spec.template.spec.containers[]'

test.each<[string, string, string, string | undefined]>([
  [
    'a step too far in',
    'HorizontalPodAutoscaler',
    'spec.scaleTargetRef.metrics',
    '`metrics` belongs under `spec`, not under `spec.scaleTargetRef`.',
  ],
  [
    'a step too far out',
    'Service',
    'spec.targetPort',
    '`targetPort` belongs under `spec.ports[]`, not under `spec`.',
  ],
  [
    'beside a list that is required, and one that is not',
    'Deployment',
    'spec.template.spec.readinessProbe',
    `\`readinessProbe\` belongs under \`${container}\`, not under \`spec.template.spec\`.`,
  ],
  [
    'of two places equally near',
    'Deployment',
    'spec.template.spec.containers[0].periodSeconds',
    `\`periodSeconds\` belongs under \`livenessProbe\` or \`readinessProbe\`, not under \`${container}\`.`,
  ],
  ['of too many places to name', 'Deployment', 'spec.template.spec.volumes[0].readOnly', undefined],
  ['at the top', 'Deployment', 'replicas', '`replicas` belongs under `spec`, not at the top level.'],
  [
    'of the top',
    'Deployment',
    'spec.kind',
    '`kind` belongs at the top level, beside `spec`, not under `spec`.',
  ],
  [
    'of a top without a spec',
    'ConfigMap',
    'metadata.data',
    '`data` belongs at the top level, beside `metadata`, not under `metadata`.',
  ],
  [
    'elsewhere, with other capitals',
    'Service',
    'spec.targetport',
    '`targetport` is written `targetPort`, and belongs under `spec.ports[]`, not under `spec`.',
  ],
  ['a letter left out', 'Deployment', 'spec.replica', 'Did you mean `replicas`?'],
  [
    'a letter left out in a list',
    'Deployment',
    'spec.template.spec.containers[0].livenessProb',
    'Did you mean `livenessProbe`?',
  ],
  [
    'as server-side apply writes it',
    'Deployment',
    '.spec.template.spec.containers[name="a.b"].livenessProb',
    'Did you mean `livenessProbe`?',
  ],
  ['other capitals', 'Deployment', 'spec.Replicas', 'Did you mean `replicas`?'],
  [
    'a letter from one name, two steps from another',
    'HorizontalPodAutoscaler',
    'spec.metric',
    'Did you mean `metrics`?',
  ],
  [
    'a letter from one name, a step from another',
    'Service',
    'spec.port',
    '`port` belongs under `spec.ports[]`, not under `spec`.',
  ],
  ['more than a third of its letters away', 'Service', 'spec.ports[0].pat', undefined],
  ['only in the status', 'Deployment', 'spec.readyReplicas', undefined],
  ['like no other', 'Deployment', 'spec.database', undefined],
  ['below one that is unknown too', 'Deployment', 'spec.pod.containers', undefined],
  ['that is known', 'Deployment', 'spec.replicas', undefined],
  ['of an unknown kind', 'Database', 'spec.replica', undefined],
  ['without a name', 'Deployment', '', undefined],
  ['called __proto__', 'Deployment', 'spec.__proto__', undefined],
  ['below __proto__', 'Deployment', '__proto__.constructor', undefined],
  ['called constructor', 'Deployment', 'spec.constructor', undefined],
  ['below constructor', 'Deployment', 'constructor.prototype.x', undefined],
  [
    'inside a schema that contains itself',
    'Definition',
    'spec.validation.not.allOf[1].properties.a.maxLenght',
    'Did you mean `maxLength`?',
  ],
  [
    'above a schema that contains itself',
    'Definition',
    'spec.validation.properties.a.served',
    '`served` belongs under `spec`, not under `spec.validation.properties.*`.',
  ],
  ['in no place of a schema that contains itself', 'Definition', 'spec.validation.database', undefined],
  ['beyond what is looked at', 'Definition', `spec.validation${'.not'.repeat(1000)}.served`, undefined],
  ['of a reference to itself', 'Circle', 'spec.database', undefined],
])('a field %s', (_, kind, path, expected) => expect(whereItBelongs(openapi, kind, path)).toBe(expected))
