import { describe, expect, test } from 'vitest'
import type { HTTPRoute, Ingress } from '../cluster/objects.ts'
import { backendsOf } from './backends.ts'
import { backend, gated, httpRoute, ingress, leads, noGateway, rule } from './route-sample.ts'

type Rule = ReturnType<typeof rule> & { host?: string }

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
  const backends = (...routes: HTTPRoute[]) =>
    backendsOf('/api/status', '127.0.0.1', gated(...routes)).map(({ service }) => service)

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
