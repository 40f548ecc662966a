import { describe, expect, test } from 'vitest'
import type { Ingress } from '../cluster/objects.ts'
import { backendsOf } from './backends.ts'
import { backend, ingress, noGateway, rule, serviceNamed } from './route-sample.ts'

type Rule = ReturnType<typeof rule> & { host?: string }

describe('a request may be sent to', () => {
  const two = (other: Rule, annotations: Record<string, string> = {}) => {
    const made = ingress({ rules: [rule(), other] })
    return [{ ...made, metadata: { ...made.metadata, annotations } }]
  }
  const servicesOf = (ingresses: Ingress[], services = [serviceNamed('api'), serviceNamed('fake')]) =>
    backendsOf('/api/status', '127.0.0.1', { ingresses, services, ...noGateway, classes: ['nginx'] }).map(
      (one) => one.service,
    )
  const fake = { backend: backend('fake') }

  const anyOf = (path: string, type: string, more: object = {}) => rule(path, { pathType: type, ...more })

  // The numbers are the lengths of Traefik's rules.
  test.each([
    ['a prefix (37) beside the page', rule(), rule('/', fake)],
    ['a prefix (37) beside a longer exact path (19)', rule(), anyOf('/api/status', 'Exact', fake)],
    ['an exact path (19) beside the page (15)', anyOf('/api/status', 'Exact'), rule('/', fake)],
    [
      'a path of no given type (37) beside the page',
      anyOf('/api', 'ImplementationSpecific'),
      rule('/', fake),
    ],
    [
      'two paths of no given type',
      anyOf('/api/', 'ImplementationSpecific'),
      anyOf('/', 'ImplementationSpecific', fake),
    ],
    ['a prefix (51) beside a shorter one (37)', rule('/api/status'), rule('/api', fake)],
  ])('the Service of the longest rule alone: %s', (_, api, other) => {
    expect(servicesOf([ingress({ rules: [api, other] })])).toEqual(['api'])
    expect(servicesOf([ingress({ rules: [other, api] })])).toEqual(['api'])
  })

  test('a Service that an exact path does not hide, as the prefix goes before it', () => {
    const rules = [anyOf('/api/status', 'Exact'), rule('/api', fake)]
    expect(servicesOf([ingress({ rules })])).toEqual(['fake'])
  })

  test.each([
    ['has the same path', rule('/api', fake)],
    [
      'begins alike, where the type leaves that to the controller',
      rule('/api/st', { ...fake, pathType: 'ImplementationSpecific' }),
    ],
    ['is for the host that is asked', { host: '127.0.0.1', ...rule('/api', fake) }],
    ['is for such hosts, though its path is shorter', { host: '*.0.0.1', ...rule('/', fake) }],
  ])('the Service of another rule that %s', (_, other) => {
    expect(servicesOf(two(other))).toContain('fake')
  })

  test('the Service of the default backend, if no rule is for its requests', () => {
    const withDefault = (path: string) => [ingress({ defaultBackend: backend('fake'), rules: [rule(path)] })]
    expect(servicesOf(withDefault('/page'))).toEqual(['fake'])
    expect(servicesOf(withDefault('/'))).toEqual(['api'])
  })

  test('no Service of a rule for another host', () => {
    expect(servicesOf(two({ host: 'a.example', ...rule('/api', fake) }))).toEqual(['api'])
  })

  test('the Service of any rule, where an annotation says how rules are read', () => {
    const bent = { 'traefik.ingress.kubernetes.io/router.pathmatcher': 'PathRegexp' }
    expect(servicesOf(two(rule('/.*us', fake), bent))).toEqual(['api', 'fake'])
    expect(servicesOf([...two(rule('/'), bent), ingress({ rules: [rule('/', fake)] })])).toContain('fake')
    const inCapitals = { 'traefik.ingress.kubernetes.io/Router.PathMatcher': 'PathRegexp' }
    expect(servicesOf(two(rule('/.*us', fake), inCapitals))).toEqual(['api', 'fake'])
    const ours = { 'traefik.ingress.kubernetes.io/router.entrypoints': 'entry-1' }
    expect(servicesOf(two(rule('/.*us', fake), ours))).toEqual(['api'])
  })

  const longer = (spec: object = {}) => ingress({ rules: [rule('/api/status')], ...spec })
  const shorter = ingress({ rules: [rule('/api', fake)] })
  const settings = (key: string, value: string) => ({ [`traefik.ingress.kubernetes.io/${key}`]: value })
  const toPort = (port: object) => ({
    rules: [rule('/api/status', { backend: { service: { name: 'api', port } } })],
  })

  test.each([
    ['of an Ingress without a class', { ingressClassName: undefined }],
    ['of a Service that there is not', { rules: [rule('/api/status', { backend: backend('ap') })] }],
    ['of a port that there is not', toPort({ number: 81 })],
    ['of a port of no such name', toPort({ name: 'web' })],
  ])('the Service of a shorter path beside one that is never served: %s', (_, spec) => {
    expect(servicesOf([longer(spec), shorter])).toContain('fake')
  })

  test.each([
    ['service.passhostheader', 'maybe'],
    ['Service.PassHostHeader', 'maybe'],
    ['service.nativelb', 'true'],
  ])('the Service of a shorter path beside that of a Service with a setting %s: %s', (key, value) => {
    expect(servicesOf([longer(), shorter], [serviceNamed('api', settings(key, value))])).toContain('fake')
  })

  test('the Service of a shorter path beside a Service of another domain', () => {
    const elsewhere = serviceNamed('api')
    elsewhere.spec.type = 'ExternalName'
    expect(servicesOf([longer(), shorter], [elsewhere])).toContain('fake')
  })

  test.each([
    ['service.sticky.cookie', 'true'],
    ['rule-type', 'PathPrefixStrip'],
  ])('the Service alone whose setting %s changes nothing', (key, value) => {
    expect(servicesOf([longer(), shorter], [serviceNamed('api', settings(key, value))])).toEqual(['api'])
  })

  test('the Service alone of a port by name, and of an Ingress whose class is an annotation', () => {
    expect(servicesOf([longer(toPort({ name: 'http' })), shorter])).toEqual(['api'])
    const old = longer({ ingressClassName: undefined })
    old.metadata.annotations = { 'kubernetes.io/ingress.class': 'nginx' }
    expect(servicesOf([old, shorter])).toEqual(['api'])
  })
})

describe('Traefik knows by the same name', () => {
  const named = (name: string, ...rules: Rule[]) => {
    const made = ingress({ rules })
    return { ...made, metadata: { ...made.metadata, name } }
  }
  const to = (name: string, port: object) => ({ backend: { service: { name, port } } })
  const services = [serviceNamed('api'), serviceNamed('fake'), serviceNamed('a-pi'), serviceNamed('a--pi')]
  const servicesOf = (...ingresses: Ingress[]) =>
    backendsOf('/api/status', '127.0.0.1', { ...noGateway, ingresses, services, classes: ['nginx'] }).map(
      ({ service }) => service,
    )

  test.each([
    ['two Services', to('a-pi', { number: 80 }), to('a--pi', { number: 80 })],
    ['a Service and a port', to('api', { name: 'x-80' }), to('api-x', { number: 80 })],
  ])('%s: each may be sent a request', (_, api, other) => {
    const name = other.backend.service.name
    expect(servicesOf(named('shop', rule('/api', api), rule('/x', other)))).toContain(name)
    expect(
      servicesOf(named('shop', rule('/api', api), { host: 'a.example', ...rule('/x', other) })),
    ).toContain(name)
  })

  test('two paths, which hide no other', () => {
    const shorter = named('last', rule('/api', to('fake', { number: 80 })))
    const longer = named('shop', rule('/api/status'))
    expect(servicesOf(longer, named('shop-api', rule('/status')), shorter)).toContain('fake')
    expect(servicesOf(longer, named('shop-api', rule('/state')), shorter)).toEqual(['api'])
  })
})
