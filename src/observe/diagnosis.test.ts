import { describe, expect, test } from 'vitest'
import type { KubernetesObject } from '../cluster/api.ts'
import { type Diagnosis, diagnose, isReady, unschedulable } from './diagnosis.ts'

const pod = (status: object, metadata: object = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'api-1', ...metadata },
  status,
})
const container = (rest: object) => ({ name: 'api', ready: false, restartCount: 0, state: {}, ...rest })
const withContainer = (rest: object) => pod({ phase: 'Pending', containerStatuses: [container(rest)] })
const waiting = (reason: string, message?: string) =>
  withContainer({ state: { waiting: { reason, message } } })
const unplaced = (message: string) => ({
  phase: 'Pending',
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
})
const backOff = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 20s' } }
const exit1 = { terminated: { exitCode: 1 } }

describe('what keeps a Pod from being Ready', () => {
  test.each<[string, KubernetesObject, Diagnosis]>([
    ['no status yet', pod({}), { seen: 'Pod api-1 is unknown' }],
    ['no container yet', pod({ phase: 'Pending' }), { seen: 'Pod api-1 is Pending' }],
    ['being created', waiting('ContainerCreating'), { seen: 'Pod api-1 is Pending' }],
    ['waiting for its init containers', waiting('PodInitializing'), { seen: 'Pod api-1 is Pending' }],
    ['some other reason', waiting('NewReason'), { seen: 'Pod api-1: container api waits: NewReason' }],
    [
      'its probe does not answer',
      withContainer({ state: { running: {} } }),
      { seen: 'Pod api-1 is running and not Ready' },
    ],
    [
      'too large',
      pod(unplaced('0/1 nodes are available: 1 Insufficient memory.')),
      {
        seen: 'Pod api-1 is Pending: 0/1 nodes are available: 1 Insufficient memory.',
        cause: 'The Pod asks for more than the node has left: look at `resources.requests`.',
      },
    ],
    [
      'its claim is not bound',
      pod(unplaced('0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.')),
      {
        seen: 'Pod api-1 is Pending: 0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
        cause: 'Its claim is not bound: look at the claim’s StorageClass and access mode.',
      },
    ],
    [
      'no node for another reason',
      pod(unplaced("1 node(s) didn't match Pod's node affinity/selector.")),
      {
        seen: "Pod api-1 is Pending: 1 node(s) didn't match Pod's node affinity/selector.",
        cause: 'The scheduler finds no node for the Pod: read `kubectl describe pod`.',
      },
    ],
    ...['ErrImagePull', 'ImagePullBackOff'].map((reason): [string, KubernetesObject, Diagnosis] => [
      reason,
      waiting(reason, 'not found'),
      {
        seen: `Pod api-1: container api waits: ${reason}: not found`,
        cause: 'The image cannot be pulled: compare its name with the workshop’s.',
      },
    ]),
    [
      'a Secret that is not there',
      waiting('CreateContainerConfigError', 'secret "x" not found'),
      {
        seen: 'Pod api-1: container api waits: CreateContainerConfigError: secret "x" not found',
        cause: 'Something that the container refers to is not there: a Secret or ConfigMap, or a key in it.',
      },
    ],
    [
      'it ended once',
      withContainer({ state: exit1 }),
      { seen: 'Pod api-1: container api ended with exit code 1' },
    ],
    [
      'it ended and waits to be started again',
      withContainer({ state: backOff, lastState: exit1, restartCount: 2 }),
      { seen: 'Pod api-1: container api ended with exit code 1, restarted 2 times' },
    ],
    [
      'it runs again after it ended',
      withContainer({ state: { running: {} }, lastState: exit1, restartCount: 5 }),
      { seen: 'Pod api-1 is running and not Ready' },
    ],
    [
      'it ends again and again',
      withContainer({ state: backOff, lastState: exit1, restartCount: 3 }),
      {
        seen: 'Pod api-1: container api ended with exit code 1, restarted 3 times',
        cause: 'The container does not stay up: read `kubectl logs --previous`.',
      },
    ],
    [
      'an init container comes before the others',
      pod({
        initContainerStatuses: [container({ name: 'init', state: exit1 })],
        containerStatuses: [container({ state: { waiting: { reason: 'PodInitializing' } } })],
      }),
      { seen: 'Pod api-1: container init ended with exit code 1' },
    ],
    [
      'an init container that is done is no reason',
      pod({
        phase: 'Pending',
        initContainerStatuses: [container({ ready: true, state: { terminated: { exitCode: 0 } } })],
        containerStatuses: [container({ state: { waiting: { reason: 'ContainerCreating' } } })],
      }),
      { seen: 'Pod api-1 is Pending' },
    ],
  ])('%s', (_, object, diagnosis) => expect(diagnose(object)).toEqual(diagnosis))
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
