import { describe, expect, test } from 'vitest'
import type { HTTPRoute } from '../cluster/objects.ts'
import { backendsOf } from './backends.ts'
import { gated, httpRoute, leads } from './route-sample.ts'

describe('an HTTPRoute', () => {
  const backends = (...routes: HTTPRoute[]) =>
    backendsOf('/api/status', '127.0.0.1', { ...gated(...routes), services: [] }).map(
      ({ service }) => service,
    )

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

  const match = (value: string, more: object = {}, name = 'fake') => ({
    ...leads('/', 80, name),
    matches: [{ path: { type: 'PathPrefix', value }, ...more }],
  })
  const byHeader = { headers: [{ name: 'x', value: 'y' }] }
  const GET = { method: 'GET' }

  test('may lead to a Service by a pattern', () => {
    const byPattern = match('.*', { path: { type: 'RegularExpression', value: '.*' } })
    expect(backends(httpRoute({ rules: [leads(), byPattern] }))).toEqual(['api', 'fake'])
  })

  test.each([
    ['a filter on the page', [leads(), { ...match('/'), filters: [{ type: 'ResponseHeaderModifier' }] }]],
    ['a filter on both', [leads(), match('/')].map((one) => ({ ...one, filters: [{ type: 'URLRewrite' }] }))],
    ['a method of the page', [leads(), match('/', GET)]],
    ['a header of the page', [leads(), match('/', byHeader)]],
    ['a method of both', [match('/api', GET, 'api'), match('/', GET)]],
    ['another path that is narrow', [leads(), match('/ap', byHeader)]],
  ])('leads to the API alone, by %s', (_, rules) => {
    expect(backends(httpRoute({ rules }))).toEqual(['api'])
  })

  test.each([
    ['by a header', match('/api', byHeader)],
    ['by another method', match('/api', { method: 'POST' })],
    ['by the method, which goes before a longer path', match('/api', GET)],
  ])('may lead to the Service of a rule %s', (_, other) => {
    expect(backends(httpRoute({ rules: [leads('/api/status'), other] }))).toContain('fake')
  })

  test('may lead to the Service of the same path without the slash at its end', () => {
    const exact = match('', { path: { type: 'Exact', value: '/api/status' } })
    expect(backends(httpRoute({ rules: [leads('/api/status/'), exact] }))).toEqual(['api', 'fake'])
  })

  const shorter = httpRoute({ rules: [leads('/api', 80, 'fake')] })

  test.each([
    ['a header', { rules: [match('/api/status', byHeader, 'api')] }],
    ['another method', { rules: [match('/api/status', { method: 'POST' }, 'api')] }],
    ['a host', { hostnames: ['a.example'], rules: [leads('/api/status')] }],
  ])('hides no Service behind a longer path with %s', (_, spec) => {
    expect(backends(httpRoute(spec), shorter)).toEqual(['api', 'fake'])
  })

  const longer = (parentRefs: NonNullable<HTTPRoute['spec']['parentRefs']>) =>
    httpRoute({ parentRefs, rules: [leads('/api/status')] })

  test.each([
    ['another Gateway', [{ name: 'other' }]],
    ['a section that there is not', [{ name: 'gate', sectionName: 'htp' }]],
    ['a port that there is not', [{ name: 'gate', port: 8102 }]],
    ['an object of another kind', [{ kind: 'Service', name: 'gate' }]],
    ['an object of another group', [{ group: '', name: 'gate' }]],
  ])('hides no Service behind a longer path at %s', (_, parentRefs) => {
    expect(backends(longer(parentRefs), shorter)).toEqual(['api', 'fake'])
  })

  test.each([
    ['the Gateway', [{ name: 'gate' }]],
    ['its section', [{ name: 'gate', sectionName: 'http' }]],
    ['its port', [{ name: 'gate', port: 8101 }]],
    ['more than one', [{ name: 'other' }, { name: 'gate' }]],
  ])('leads to the Service of the longer path alone, where that names %s', (_, parentRefs) => {
    expect(backends(longer(parentRefs), shorter)).toEqual(['api'])
    expect(backends(shorter, longer(parentRefs))).toEqual(['api'])
  })

  test('goes before another that may not be served at all', () => {
    const elsewhere = httpRoute({ parentRefs: [{ name: 'other' }], rules: [leads('/api', 80, 'fake')] })
    expect(backends(longer([{ name: 'gate' }]), elsewhere)).toEqual(['api'])
  })

  test('goes before another at the same Gateway, whatever its listeners are', () => {
    const at = { parentRefs: [{ name: 'other' }] }
    const beside = httpRoute({ ...at, rules: [leads('/', 80, 'web')] })
    expect(backends(longer(at.parentRefs), beside)).toEqual(['api'])
  })

  test('leads nowhere without its Gateway', () => {
    expect(backends(httpRoute({ parentRefs: [{ name: 'gat' }] }))).toEqual([])
  })

  test('may lead to the Service that Traefik knows by the same name', () => {
    const rules = [leads('/api', 80, 'a-pi'), leads('/x', 80, 'a--pi')]
    expect(backends(httpRoute({ rules }))).toEqual(['a-pi', 'a--pi'])
  })
})
