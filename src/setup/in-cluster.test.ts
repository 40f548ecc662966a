import { expect, test } from 'vitest'
import { inCluster, isGiven, onHost } from './in-cluster.ts'

test('an image has a name in the cluster that no registry serves', () => {
  expect(inCluster('assay/store:12ab')).toBe('assay.invalid/store:12ab')
})

test('Docker knows it by its own name', () => {
  expect(onHost('assay.invalid/store:12ab')).toBe('assay/store:12ab')
})

test('what a registry may serve was not given to the cluster', () => {
  expect(isGiven('assay.invalid/store:12ab')).toBe(true)
  expect(isGiven('docker.io/assay/store:12ab')).toBe(false)
  expect(isGiven('assayXinvalid/store:12ab')).toBe(false)
})
