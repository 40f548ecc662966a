import { describe, expect, test } from 'vitest'
import type { Container, Deployment, HorizontalPodAutoscaler } from '../cluster/objects.ts'
import { type Some, sampleOf } from '../cluster/sample.ts'
import { cpuMetric, diagnoseBehavior, diagnoseReading } from './autoscaler.ts'

const ref = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-api' }
const autoscaler = (
  reason: string,
  message: string,
  spec: Some<HorizontalPodAutoscaler['spec']> = {},
): HorizontalPodAutoscaler =>
  sampleOf<HorizontalPodAutoscaler>({
    spec: { scaleTargetRef: ref, ...spec },
    status: {
      conditions: [
        {
          type: reason === 'FailedGetScale' ? 'AbleToScale' : 'ScalingActive',
          status: 'False',
          reason,
          message,
        },
      ],
    },
  })
const workload = (...containers: Some<Container>[]) =>
  sampleOf<Deployment>({ spec: { template: { spec: { containers } } } })
const asks = (name: string, cpu?: string) => ({ name, ...(cpu && { resources: { requests: { cpu } } }) })

describe('an autoscaler that does not read', () => {
  test('names the container without a request', () => {
    const message =
      'failed to get cpu utilization: missing request for cpu in container sidecar of Pod shop-api-7bc9-x'
    const found = diagnoseReading(
      autoscaler('FailedGetResourceMetric', message),
      workload(asks('api', '50m'), asks('sidecar')),
    )
    expect(found).toMatchObject({
      cause: expect.stringContaining('Give container sidecar'),
      object: { kind: 'Deployment', name: 'shop-api' },
      path: 'spec.template.spec.containers[1].resources',
    })
  })

  test.each([
    ['0', true],
    ['0m', true],
    ['50m', false],
  ])('takes a request of %s for none: %s', (cpu, isStuck) => {
    const message = 'failed to get cpu utilization: no metrics returned matched known pods'
    const found = diagnoseReading(autoscaler('FailedGetResourceMetric', message), workload(asks('api', cpu)))
    expect(found?.cause !== undefined).toBe(isStuck)
  })

  test.each([
    ['FailedGetScale', 'deployments.apps "api" not found', {}, 'spec.scaleTargetRef.name'],
    [
      'FailedGetScale',
      'no matches for kind',
      { scaleTargetRef: { kind: 'Deployment', name: 'x' } },
      'spec.scaleTargetRef.apiVersion',
    ],
    ['AmbiguousSelector', 'controlled by multiple HPAs: [a/one a/two]', {}, 'spec.scaleTargetRef.name'],
  ])('%s: %s', (reason, message, spec, path) =>
    expect(diagnoseReading(autoscaler(reason, message, spec))).toMatchObject({
      observed: `${reason}: ${message}`,
      cause: expect.any(String),
      path,
    }),
  )
})

test.each([
  ['selectPolicy', { selectPolicy: 'Disabled' }, 'spec.behavior.scaleUp.selectPolicy'],
  ['a long window', { stabilizationWindowSeconds: 3600 }, 'spec.behavior.scaleUp.stabilizationWindowSeconds'],
  ['a window that is waited for', { stabilizationWindowSeconds: 60 }, undefined],
  ['nothing of its own', undefined, undefined],
])('what holds an autoscaler back: %s', (_, scaleUp, path) => {
  const object = autoscaler('', '', { behavior: { scaleUp } })
  expect(diagnoseBehavior(object, 'scaleUp', 120)?.path).toBe(path)
})

test('the CPU is found among several metrics, also that of one container', () => {
  const memory = { type: 'Resource', resource: { name: 'memory' } }
  const cpu = { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'api' } }
  expect(cpuMetric([memory, cpu])).toMatchObject({ index: 1, resource: { container: 'api' } })
  expect(cpuMetric([memory])).toBeUndefined()
  expect(cpuMetric(null)).toBeUndefined()
})
