import { expect, test } from 'vitest'
import { hintAtKind, isUnknownKind } from './known-kinds.ts'

test.each([
  ['apps/v1', 'Deploymnet', 'Did you mean `kind: Deployment`?'],
  ['apps/v1', 'deployment', 'Did you mean `kind: Deployment`?'],
  ['apps/v1', 'Deploy', 'Did you mean `kind: Deployment`?'],
  ['apps/v2', 'Deployment', 'Did you mean `apiVersion: apps/v1`?'],
  ['v1', 'Deployment', 'Did you mean `apiVersion: apps/v1`?'],
  ['app/v1', 'Deployment', 'Did you mean `apiVersion: apps/v1`?'],
  ['extensions/v1beta1', 'Ingress', 'Did you mean `apiVersion: networking.k8s.io/v1`?'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'Did you mean `apiVersion: autoscaling/v2`?'],
  ['v1', 'StatefullSet', 'Did you mean `apiVersion: apps/v1` and `kind: StatefulSet`?'],
  ['apps/v1', '__proto__', 'Compare `apiVersion` and `kind` with `kubectl api-resources`.'],
])('no cluster has %s %s', (apiVersion, kind, hint) => {
  expect(isUnknownKind(apiVersion, kind)).toBe(true)
  expect(hintAtKind(apiVersion, kind)).toBe(hint)
})

test.each([
  ['apps/v1', 'Deployment'],
  ['v1', 'Service'],
  ['networking.k8s.io/v1beta1', 'ServiceCIDR'],
  ['helm.cattle.io/v1', 'HelmChart'],
  ['traefik.io/v1alpha1', 'IngressRoute'],
  ['serving.knative.dev/v1', 'Service'],
  ['a/b/c', 'Deployment'],
  ['apps/', 'Deployment'],
  ['/v1', 'Pod'],
])('a cluster has %s %s, or may have it', (apiVersion, kind) =>
  expect(isUnknownKind(apiVersion, kind)).toBe(false),
)
