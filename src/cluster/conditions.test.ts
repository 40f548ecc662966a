import { expect, test } from 'vitest'
import { isReady, unschedulable } from './conditions.ts'
import type { Pod } from './objects.ts'
import { type Some, sampleOf } from './sample.ts'

const pod = (status: Some<Pod['status']>, metadata: Some<Pod['metadata']> = {}) =>
  sampleOf<Pod>({ metadata, status })
const unplaced = (message: string) => ({
  phase: 'Pending',
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
})
const dying = { deletionTimestamp: '2026-11-24T12:00:00Z' }

test.each([
  ['is Ready', pod({ conditions: [{ type: 'Ready', status: 'True' }] }), true],
  ['is not', pod({ conditions: [{ type: 'Ready', status: 'False' }] }), false],
  ['says nothing', pod({}), false],
  ['is on its way out', pod({ conditions: [{ type: 'Ready', status: 'True' }] }, dying), false],
])('a Pod that %s', (_, object, ready) => expect(isReady(object)).toBe(ready))

test.each([
  ['finds no node', pod(unplaced('Insufficient cpu')), 'Insufficient cpu'],
  ['is on its way out', pod(unplaced('Insufficient cpu'), dying), undefined],
  ['is placed', pod({ conditions: [{ type: 'PodScheduled', status: 'True' }] }), undefined],
  [
    'is held back by a gate',
    pod({ conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message: 'x' }] }),
    undefined,
  ],
])('a Pod that %s', (_, object, reason) => expect(unschedulable(object)).toBe(reason))
