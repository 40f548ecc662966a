import { describe, expect, test } from 'vitest'
import type { StatefulSet } from '../cluster/objects.ts'
import { sampleOf } from '../cluster/sample.ts'
import { explainInvalid } from './refused-manifests.ts'
import { diagnoseRefusedPods } from './refused-pods.ts'
import { podOf } from './sample.ts'
import { inTemplate } from './source-lookup.ts'

/** In milliseconds: a pattern that tries every way through such a text takes minutes, and a busy machine may take this long. */
const AT_ONCE = 5000

const workload = sampleOf<StatefulSet>({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  spec: {
    template: {
      spec: {
        volumes: [
          { name: 'data', hostPath: {} },
          { name: 'tools', image: { reference: 'x' } },
        ],
        initContainers: [{ name: 'first', image: 'x y' }],
        containers: [
          { name: 'init' },
          { name: 'api', image: 'nginx:1' },
          { name: 'long', image: `a/${'b'.repeat(600)}` },
        ],
      },
    },
    volumeClaimTemplates: [{ metadata: { name: 'logs' } }, { metadata: { name: 'data' } }],
  },
})

const policy = (words: string) => `ValidatingAdmissionPolicy 'x' with binding 'x' denied request: ${words}`
const quota = (resource: string) =>
  `is forbidden: exceeded quota: bounds, requested: ${resource}=1, used: ${resource}=5, limited: ${resource}=5`
const image = 'the workshop does not use image IMAGE; use database or shop-api'

describe('a refusal of Pods', () => {
  const POD = 'spec.template.spec'
  test.each([
    [policy(image.replace('IMAGE', 'nginx:1')), 'compare its name', `${POD}.containers[1].image`],
    [policy(image.replace('IMAGE', 'x y')), 'compare its name', `${POD}.initContainers[0].image`],
    [policy(image.replace('IMAGE', 'other')), 'compare its name', `${POD}.containers[0].image`],
    [
      policy('an image name is longer than 512 characters; use the workshop’s images'),
      'too long',
      `${POD}.containers[2].image`,
    ],
    [
      policy('volume "tools" is of a kind that the workshop does not use'),
      'No volume of this kind',
      `${POD}.volumes[1]`,
    ],
    [quota('pods'), 'lower `replicas`', 'spec.replicas'],
    [quota('count/pods'), 'lower `replicas`', 'spec.replicas'],
    [quota('count/secrets'), 'no more secrets', POD],
    [
      `create Claim data-db-0 for Pod db-0 failed error: persistentvolumeclaims "data-db-0" ${quota('requests.storage')}`,
      'more than 500Gi',
      'spec.volumeClaimTemplates[1].spec.resources.requests.storage',
    ],
    [`"data-db-0" ${quota('persistentvolumeclaims')}`, 'five claims', 'spec.volumeClaimTemplates[1]'],
    [
      'violates PodSecurity "baseline": privileged (container "api" must not set …)',
      'its message says why',
      `${POD}.containers[1].securityContext`,
    ],
    [
      'violates PodSecurity "baseline": hostPath volumes (volume "data")',
      'its message says why',
      `${POD}.volumes[0]`,
    ],
    [
      'Pod "p-0" is invalid: spec.containers[0].volumeMounts[1].name: Not found: "x"',
      'names the field',
      `${POD}.containers[0].volumeMounts[1].name`,
    ],
    ['something else', 'its message says why', POD],
  ])('%s', (message, cause, path) => {
    const explained = diagnoseRefusedPods(message, workload)
    expect(explained.path).toBe(path)
    expect(explained.cause).toContain(cause)
  })

  test('is read in no time, whatever a learner has put into it', () => {
    const started = performance.now()
    for (const one of ['a', 'a.', 'a[0]', 'a-', ';', 'container "', ' spec.'])
      for (const before of [' spec.', ' does not use image ', ': volume "', 'exceeded quota: '])
        diagnoseRefusedPods(before + one.repeat(100_000), workload)
    expect(performance.now() - started).toBeLessThan(AT_ONCE)
  })
})

test.each([
  [
    'is invalid: spec.template.metadata.labels: `selector` does not match template `labels`',
    'selector.matchLabels',
  ],
  ['strict decoding error: unknown field "spec.replica"', 'There is no such field'],
  [
    'spec.template.spec.containers[0].volumeMounts[1].name: Not found: "data"',
    'No volume or volumeClaimTemplate has',
  ],
  ['spec.replicas: Invalid value: -1: must be greater than 0', 'The API server does not accept this value'],
  [policy('spec.replicas: a StatefulSet may have at most 500 replicas here, not 501'), 'too many replicas'],
  [`services "x" ${quota('count/services')}`, 'no more services'],
  [policy(image.replace('IMAGE', 'nginx')), 'compare its name'],
  ['something else', 'kubectl refuses the manifest: its message says why.'],
])('a refusal: %s', (message, meaning) => expect(explainInvalid(message)).toContain(meaning))

test('what stands far behind in a refusal is not read', () =>
  expect(explainInvalid(`${'x'.repeat(3000)} unknown field`)).toContain('kubectl refuses the manifest'))

test('a refusal is read in no time, whatever a learner has put into it', () => {
  const started = performance.now()
  for (const one of ['Invalid value: ', ': must', 'x'])
    explainInvalid(`Invalid value: ${one.repeat(100_000)}`)
  expect(performance.now() - started).toBeLessThan(AT_ONCE)
})

test.each([
  ['containers[0].image', 'spec.template.spec.containers[1].image'],
  ['volumes[1].configMap.name', 'spec.template.spec.volumes'],
  ['volumes[0].hostPath', 'spec.template.spec.volumes[0].hostPath'],
  ['resources.requests.cpu', 'spec.template.spec.resources.requests.cpu'],
])('a field of a Pod is one of its template: %s', (path, expected) => {
  const pod = podOf({ spec: { volumes: [{ name: 'data' }, { name: 'kube-api-access-x' }] } })
  expect(inTemplate(path, pod, workload)).toBe(expected)
})
