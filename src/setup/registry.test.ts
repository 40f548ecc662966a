import { expect, test } from 'vitest'
import { addressIn, hostOf, namedRegistry } from './registry.ts'

test.for([
  ['store:17', 'reg.example/class/library/store:17'],
  ['coredns/coredns:1.14.7', 'reg.example/class/coredns/coredns:1.14.7'],
  ['registry.k8s.io/pause:3.10', 'reg.example/class/pause:3.10'],
  ['ghcr.io/shop/web:latest', 'reg.example/class/shop/web:latest'],
] as const)('a registry has %s under its path without the public host', ([reference, address]) => {
  expect(addressIn('reg.example/class', reference)).toBe(address)
  expect(addressIn(undefined, reference)).toBe(reference)
})

test('the host of a reference is told from a folder of Docker Hub as Docker does', () => {
  expect(['rancher/k3s:v1', 'store:17', 'localhost/x', 'a:5000/x', 'ghcr.io/x/y'].map(hostOf)).toEqual([
    undefined,
    undefined,
    'localhost',
    'a:5000',
    'ghcr.io',
  ])
})

test.for([
  '127.0.0.1:5000',
  'localhost',
  'reg.example/class/k8s',
  'nas:5000/a',
  'reg.example/',
  '[::1]:5000',
])('%s is an address of a registry', (named) => {
  expect(namedRegistry({ ASSAY_REGISTRY: named })).toBe(named.replace(/\/$/, ''))
})

test.for(['https://reg.example', 'registry', 'class/images', 'reg.example/Class', 'reg.example/a b', '-'])(
  '%s is none, and is not taken for a folder of Docker Hub',
  (named) => {
    expect(() => namedRegistry({ ASSAY_REGISTRY: named })).toThrow(
      `ASSAY_REGISTRY=${named} is not a registry address`,
    )
  },
)

test('no registry is named where the variable is empty', () => {
  expect(namedRegistry({})).toBeUndefined()
  expect(namedRegistry({ ASSAY_REGISTRY: '' })).toBeUndefined()
})
