import { expect, test } from 'vitest'
import { plainListeners } from './gateway-api.ts'
import type { Gateway } from './objects.ts'
import { sampleOf } from './sample.ts'

const http = { name: 'http', port: 8101, protocol: 'HTTP' }
const httpRoutes = { kind: 'HTTPRoute' }
const namesOf = (...listeners: Gateway['spec']['listeners']) =>
  plainListeners(sampleOf<Gateway>({ metadata: { name: 'gate' }, spec: { listeners } })).map(
    ({ gateway, name }) => `${gateway}/${name}`,
  )

test.each([
  ['by default', {}],
  ['with HTTPRoutes of all Namespaces', { kinds: [httpRoutes], namespaces: { from: 'All' } }],
])('a listener is plain %s', (_, allowedRoutes) => {
  expect(namesOf({ ...http, allowedRoutes })).toEqual(['gate/http'])
})

test.each([
  ['a hostname', { hostname: 'a.example' }],
  ['a port without an entry point', { port: 1 }],
  ['another protocol', { protocol: 'HTTPS' }],
  ['settings of TLS, which HTTP has not', { tls: {} }],
  ['other kinds of routes', { allowedRoutes: { kinds: [httpRoutes, { kind: 'GRPCRoute' }] } }],
  ['a kind of another group', { allowedRoutes: { kinds: [{ ...httpRoutes, group: 'a.example' }] } }],
  ['routes of no Namespace', { allowedRoutes: { namespaces: { from: 'None' } } }],
])('a listener is not plain with %s', (_, more) => {
  expect(namesOf({ ...http, ...more }, { ...http, name: 'own' })).toEqual(['gate/own'])
})
