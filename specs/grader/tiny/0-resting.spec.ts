import { expect } from 'vitest'
import { specsWith } from '../../../src/verdict/check.ts'
import { test as base } from '../../../src/verdict/fixtures.ts'
import { resting } from './resting.ts'

const { section, test } = specsWith(base)

section(resting)

test('two-pods-rest', {
  states: 'Run two Pods of a Deployment that do nothing.',
  points: 10,
  hint: 'Run `kubectl get deploy,pods`: are there two, and are both Ready?',
  async observe({ cluster }) {
    await expect(cluster.deployment('rest')).toBeReady({ replicas: 2 })
  },
})
