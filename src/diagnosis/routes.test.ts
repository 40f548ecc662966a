import { describe, expect, test } from 'vitest'
import type { Ingress, Service } from '../cluster/objects.ts'
import { type Some, sampleOf } from '../cluster/sample.ts'
import { backend, gated, httpRoute, ingress, leads, noGateway, rule } from './route-sample.ts'
import { diagnoseRoute } from './routes.ts'
import { podOf } from './sample.ts'

const ready = podOf({ status: { conditions: [{ type: 'Ready', status: 'True' }] } })
const service = (spec: Some<Service['spec']> = {}) =>
  sampleOf<Service>({
    metadata: { name: 'api' },
    spec: { selector: { app: 'shop-api' }, ports: [{ port: 80, targetPort: 8000 }], ...spec },
  })
const through = (ingresses: Ingress[], services = [service()], pods = [ready]) =>
  diagnoseRoute('/api/status', 'no answer', { ingresses, services, pods, ...noGateway, classes: ['nginx'] })

const path = 'spec.rules[0].http.paths[0].backend.service'

describe('a request is lost', () => {
  test.each([
    ['without an Ingress', [], undefined, 'enabled', 'There is no Ingress'],
    [
      'at its class',
      [ingress({ ingressClassName: 'ngnix' })],
      undefined,
      'spec.ingressClassName',
      'use nginx instead of ngnix',
    ],
    [
      'at its host',
      [ingress({ rules: [{ host: 'a.example', ...rule() }] })],
      undefined,
      'spec.rules[0].host',
      'only for the host a.example',
    ],
    [
      'at its paths',
      [ingress({ rules: [rule('/ap')] })],
      undefined,
      'spec.rules',
      'No rule of the Ingress matches /api/status',
    ],
    [
      'at an exact path',
      [ingress({ rules: [rule('/api', { pathType: 'Exact' })] })],
      undefined,
      'spec.rules',
      '/api (Exact)',
    ],
    [
      'at its Service',
      [ingress({ rules: [rule('/', { backend: backend('ap') })] })],
      undefined,
      `${path}.name`,
      'Service ap, which does not exist; the Services are api',
    ],
    [
      'at its port',
      [ingress({ rules: [rule('/', { backend: backend('api', 8000) })] })],
      undefined,
      `${path}.port.number`,
      'port 8000 of Service api, which has only port 80',
    ],
    [
      'at its default backend, of which admission makes a rule',
      [
        ingress({
          defaultBackend: backend('ap'),
          rules: [rule('/page'), rule('/', { backend: backend('ap') })],
        }),
      ],
      undefined,
      'spec.defaultBackend.service.name',
      'Service ap, which does not exist',
    ],
    [
      'at the selector',
      [ingress()],
      [service({ selector: { app: 'api' } })],
      'spec.selector',
      'Service api selects no Pod',
    ],
    [
      'at the targetPort',
      [ingress()],
      [service({ ports: [{ port: 80, targetPort: 80 }] })],
      'spec.ports[0].targetPort',
      'The Service’s `targetPort`',
    ],
  ])('%s', (_, ingresses, services, field, cause) =>
    expect(through(ingresses, services)).toMatchObject({
      path: field,
      cause: expect.stringContaining(cause),
    }),
  )

  test('names the labels that there are', () =>
    expect(through([ingress()], [service({ selector: { app: 'api' } })])?.observed).toBe(
      'no answer; Service api selects Pods with app=api, but the Pods have app=shop-api',
    ))

  test('only for now where its Pods are not Ready', () => {
    const lost = through([ingress()], [service()], [podOf({})])
    expect(lost).toMatchObject({
      observed: 'no answer',
      hint: 'No Pod behind Service api is Ready.',
      object: { kind: 'Service', name: 'api' },
    })
    expect(lost?.cause).toBeUndefined()
  })
})

describe('a way that is whole says where it leads, and is not hopeless', () => {
  const leading = ingress({ rules: [rule('/'), { host: 'a.example', ...rule() }] })
  const leadsTo = 'The Ingress path / sends /api/status to Service api.'
  const unprobed = podOf({ spec: { containers: [{ name: 'api' }] }, status: ready.status })

  test.each([
    ['to Pods that are probed', ready, leadsTo],
    [
      'to Pods that are asked too early',
      unprobed,
      `${leadsTo} Its Pods have no readinessProbe: they get requests before their programs listen.`,
    ],
  ])('%s', (_, pod, hint) => {
    const lost = through([leading], [service()], [pod])
    expect(lost).toMatchObject({ hint })
    expect(lost.cause).toBeUndefined()
  })
})

test('a named targetPort is a port of the container', () => {
  const named = podOf({
    spec: { containers: [{ name: 'api', ports: [{ name: 'http', containerPort: 8000 }] }] },
    status: ready.status,
  })
  const to = (targetPort: string) => [service({ ports: [{ port: 80, targetPort }] })]
  expect(through([ingress()], to('http'), [named])?.cause).toBeUndefined()
  expect(through([ingress()], to('htp'), [named])?.cause).toBeDefined()
})

describe('an HTTPRoute', () => {
  test.each([
    ['its Gateway', { parentRefs: [{ name: 'gat' }] }, 'spec.parentRefs[0].name', 'Gateway gat'],
    ['its hostnames', { hostnames: ['a.example'] }, 'spec.hostnames', 'only for a.example'],
    ['its paths', { rules: [leads('/ap')] }, 'spec.rules', 'its paths are /ap.'],
    ['its Service', { rules: [leads('/', 80, 'ap')] }, 'spec.rules[0].backendRefs[0].name', 'Service ap,'],
    ['its port', { rules: [leads('/', 81)] }, 'spec.rules[0].backendRefs[0].port', 'port 81 of Service api'],
  ])('loses a request at %s', (_, spec, field, cause) => {
    const network = { ...gated(httpRoute(spec)), services: [service()], pods: [ready] }
    const found = diagnoseRoute('/api/status', 'no answer', network)
    expect(found).toMatchObject({ object: { kind: 'HTTPRoute', name: 'shop-routes' }, path: field })
    expect(found.cause).toContain(cause)
  })
})
