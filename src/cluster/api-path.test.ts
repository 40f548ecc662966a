import { expect, test } from 'vitest'
import { apiPath, isPlainPath, pathOfVersion } from './api-path.ts'

test.each([
  ['v1', 'api/v1'],
  ['apps/v1', 'apis/apps/v1'],
  ['networking.k8s.io/v1beta1', 'apis/networking.k8s.io/v1beta1'],
  ['metrics.k8s.io/v1beta1', 'apis/metrics.k8s.io/v1beta1'],
  ['3scale.example/v1', 'apis/3scale.example/v1'],
])('%s is at %s', (apiVersion, path) => {
  expect(pathOfVersion(apiVersion)).toBe(path)
})

test.each([
  '',
  '/',
  'apps/',
  '/v1',
  '../../api/v1/namespaces/kube-system/secrets?x=',
  'apps/v1/../../../api/v1/secrets',
  'apps/..',
  '../v1',
  '..',
  '.',
  'apps/v1?x=',
  'apps/v1#x',
  'apps%2fv1',
  'apps/1',
  'Apps/v1',
  'apps./v1',
  '-apps/v1',
  'apps/v1-',
  'apps/v1\n',
  'apps/v 1',
  `${'a'.repeat(254)}/v1`,
  `apps/${'v'.repeat(64)}`,
  `apps/${'v-'.repeat(50_000)}`,
])('%s is at no path', (apiVersion) => {
  expect(pathOfVersion(apiVersion)).toBeUndefined()
})

test('a name is one step of a path', () => {
  expect(apiPath`/api/v1/pods/${'a/../b?c#d%2e'}/log`).toBe('/api/v1/pods/a%2F..%2Fb%3Fc%23d%252e/log')
  expect(apiPath`/api/v1/pods`).toBe('/api/v1/pods')
  expect(apiPath`/a/${'b'}/${'c'}`).toBe('/a/b/c')
})

test.each(['', '.', '..'])('"%s" is no step', (name) => {
  expect(isPlainPath(apiPath`/api/v1/pods/${name}`)).toBe(false)
  expect(isPlainPath(apiPath`/api/v1/pods/${name}/log`)).toBe(false)
})

test.each([
  '/api/v1/pods?labelSelector=a%3Db',
  '/openapi/v3/apis/apps/v1',
  '/readyz',
  '/api/v1/nodes/n:10256/proxy/healthz',
])('%s is asked for', (path) => expect(isPlainPath(path)).toBe(true))

test.each([
  '/apis/../api/v1/secrets',
  '/apis/./x',
  '//other/x',
  'api/v1',
  '/apis/%2e%2e/api',
  '/a\\b',
  '/a b',
  '/apis/a\n',
])('%s is not asked for', (path) => expect(isPlainPath(path)).toBe(false))
