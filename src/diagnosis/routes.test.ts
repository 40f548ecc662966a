import { describe, expect, test } from 'vitest'
import type { HTTPRoute, Ingress, Service } from '../cluster/objects.ts'
import { type Some, sampleOf } from '../cluster/sample.ts'
import { backendsOf, diagnoseRoute } from './routes.ts'
import { podOf } from './sample.ts'

const ready = podOf({ status: { conditions: [{ type: 'Ready', status: 'True' }] } })
const service = (spec: Some<Service['spec']> = {}) =>
  sampleOf<Service>({
    metadata: { name: 'api' },
    spec: { selector: { app: 'shop-api' }, ports: [{ port: 80, targetPort: 8000 }], ...spec },
  })
const backend = (name = 'api', number = 80) => ({ service: { name, port: { number } } })
const rule = (path = '/api', rest: object = {}) => ({
  http: { paths: [{ path, pathType: 'Prefix', backend: backend(), ...rest }] },
})
const ingress = (spec: Some<Ingress['spec']> = {}) =>
  sampleOf<Ingress>({
    metadata: { name: 'shop' },
    spec: { ingressClassName: 'nginx', rules: [rule()], ...spec },
  })
const noGateway = { httpRoutes: [], gateways: [] }
const through = (ingresses: Ingress[], services = [service()], pods = [ready]) =>
  diagnoseRoute('/api/status', 'no answer', { ingresses, services, pods, ...noGateway, classes: ['nginx'] })

type Rule = ReturnType<typeof rule> & { host?: string }
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

test('a way that is whole says where it leads, and is not hopeless', () => {
  const lost = through([ingress({ rules: [rule('/'), { host: 'a.example', ...rule() }] })])
  expect(lost).toMatchObject({ hint: 'The Ingress path / sends /api/status to Service api.' })
  expect(lost?.cause).toBeUndefined()
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

describe('a request may be sent to', () => {
  const two = (other: Rule, annotations: Record<string, string> = {}) => {
    const made = ingress({ rules: [rule(), other] })
    return [{ ...made, metadata: { ...made.metadata, annotations } }]
  }
  const servicesOf = (ingresses: Ingress[], host = '127.0.0.1') =>
    backendsOf('/api/status', host, { ingresses, ...noGateway, classes: ['nginx'] }).map((one) => one.service)
  const fake = { backend: backend('fake') }

  test('the Service of the longest path, and not to that of a shorter one', () => {
    expect(servicesOf(two(rule('/', fake)))).toEqual(['api'])
    expect(servicesOf(two(rule('/api/status', { ...fake, pathType: 'Exact' })))).toEqual(['fake'])
  })

  test.each([
    ['has the same path', rule('/api', fake)],
    [
      'begins alike, where the type leaves that to the controller',
      rule('/api/st', { ...fake, pathType: 'ImplementationSpecific' }),
    ],
    ['is for the host that is asked', { host: '127.0.0.1', ...rule('/api', fake) }],
  ])('the Service of another rule that %s', (_, other) => {
    expect(servicesOf(two(other))).toContain('fake')
  })

  test('no Service of a rule for another host', () => {
    expect(servicesOf(two({ host: 'a.example', ...rule('/api', fake) }))).toEqual(['api'])
  })

  test('the Service of any rule, where an annotation says how rules are read', () => {
    const bent = { 'traefik.ingress.kubernetes.io/router.pathmatcher': 'PathRegexp' }
    expect(servicesOf(two(rule('/.*us', fake), bent))).toEqual(['api', 'fake'])
    const ours = { 'traefik.ingress.kubernetes.io/router.entrypoints': 'entry-1' }
    expect(servicesOf(two(rule('/.*us', fake), ours))).toEqual(['api'])
  })
})

describe('an HTTPRoute', () => {
  const httpRoute = (spec: Partial<HTTPRoute['spec']> = {}) =>
    sampleOf<HTTPRoute>({
      metadata: { name: 'shop-routes' },
      spec: { parentRefs: [{ name: 'gate' }], rules: [leads()], ...spec },
    })
  const leads = (value = '/api', port = 80, name = 'api') => ({
    matches: [{ path: { type: 'PathPrefix', value } }],
    backendRefs: [{ name, port }],
  })
  const gated = (...httpRoutes: HTTPRoute[]) => ({
    ingresses: [],
    classes: [],
    httpRoutes,
    gateways: ['gate'],
  })
  const backends = (...routes: HTTPRoute[]) =>
    backendsOf('/api/status', '127.0.0.1', gated(...routes)).map(({ service }) => service)

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

  test('leads to the Services of its longest path, by any weight', () => {
    const both = {
      ...leads(),
      backendRefs: [
        { name: 'api', port: 80 },
        { name: 'other', port: 80 },
      ],
    }
    expect(backends(httpRoute({ rules: [leads('/', 80, 'web'), both] }))).toEqual(['api', 'other'])
  })

  test('may lead to a Service by more than a plain path', () => {
    const path = { type: 'PathPrefix', value: '/' }
    const byHeader = { matches: [{ path, headers: [{}] }], backendRefs: [{ name: 'fake', port: 80 }] }
    const byPattern = {
      ...leads('.*', 80, 'odd'),
      matches: [{ path: { type: 'RegularExpression', value: '.*' } }],
    }
    expect(backends(httpRoute({ rules: [leads(), byHeader, byPattern] }))).toEqual(['api', 'fake', 'odd'])
  })

  test('leads nowhere without its Gateway', () => {
    expect(backends(httpRoute({ parentRefs: [{ name: 'gat' }] }))).toEqual([])
  })
})
