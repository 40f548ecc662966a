import { expect, test } from 'vitest'
import { inCluster, isGiven, onHost } from './in-cluster.ts'

test('an image has a name in the cluster that no registry serves', () => {
  expect(inCluster('assay/postgres:12ab')).toBe('assay.invalid/postgres:12ab')
})

test('Docker knows it by its own name', () => {
  expect(onHost('assay.invalid/postgres:12ab')).toBe('assay/postgres:12ab')
})

test('what a registry may serve was not given to the cluster', () => {
  expect(isGiven('assay.invalid/postgres:12ab')).toBe(true)
  expect(isGiven('docker.io/assay/postgres:12ab')).toBe(false)
  expect(isGiven('assayXinvalid/postgres:12ab')).toBe(false)
})
