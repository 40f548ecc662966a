import { describe, expect, test } from 'vitest'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import { diagnose } from './pod.ts'
import { containerOf, eventOf, podOf, unplaced } from './sample.ts'

const withContainer = (rest: object) =>
  podOf({ status: { phase: 'Pending', containerStatuses: [containerOf(rest)] } })
const waiting = (reason: string, message?: string) =>
  withContainer({ state: { waiting: { reason, message } } })
const at = (seconds: number) => new Date(seconds * 1000).toISOString()
const backOff = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 20s' } }
const exit1 = (lived = 60) => ({
  terminated: { exitCode: 1, reason: 'Error', startedAt: at(0), finishedAt: at(lived) },
})

describe('a Pod that the node has ended', () => {
  const evicted = (message: string) => podOf({ status: { phase: 'Failed', reason: 'Evicted', message } })

  test('for what it wrote is told so, and where its limit is', () =>
    expect(diagnose(evicted('Pod ephemeral local storage usage exceeds 1Gi. '))).toEqual({
      observed: 'Pod api-1 was evicted: Pod ephemeral local storage usage exceeds 1Gi.',
      hint: 'The Pod wrote more than its `ephemeral-storage` limit allows: keep data in a claim.',
      path: 'containers[0].resources',
    }))

  test('for another reason is told that alone', () =>
    expect(diagnose(evicted('The node was low on resource: memory.'))).toEqual({
      observed: 'Pod api-1 was evicted: The node was low on resource: memory.',
    }))
})

describe('a Pod that is on its way', () => {
  test.each([
    ['has no status yet', podOf({}), 'Pod api-1 has no status yet'],
    ['has no container yet', podOf({ status: { phase: 'Pending' } }), 'Pod api-1 is Pending'],
    ['is being created', waiting('ContainerCreating'), 'Pod api-1 is Pending'],
    ['waits for its init containers', waiting('PodInitializing'), 'Pod api-1 is Pending'],
    ['waits for some other reason', waiting('NewReason'), 'Pod api-1: container api is waiting: NewReason'],
    ['runs', withContainer({ state: { running: {} } }), 'Pod api-1 is running but not Ready'],
    [
      'runs again after it ended',
      withContainer({ state: { running: {} }, lastState: exit1(), restartCount: 5 }),
      'Pod api-1 is running but not Ready',
    ],
    [
      'has an init container that is done',
      podOf({
        status: {
          phase: 'Pending',
          initContainerStatuses: [containerOf({ ready: true, state: { terminated: { exitCode: 0 } } })],
          containerStatuses: [containerOf({ state: { waiting: { reason: 'ContainerCreating' } } })],
        },
      }),
      'Pod api-1 is Pending',
    ],
  ])('%s', (_, pod, observed) => expect(diagnose(pod)).toEqual({ observed }))
})

describe('a container that waits for what does not come', () => {
  test.each<[string, string, string, string]>([
    ['ErrImagePull', 'not found', 'containers[0].image', 'The node cannot pull the image'],
    ['ImagePullBackOff', 'not found', 'containers[0].image', 'The node cannot pull the image'],
    [
      'CreateContainerConfigError',
      'secret "creds" not found',
      'containers[0].env[1].valueFrom.secretKeyRef.name',
      'There is no Secret creds: compare the name with `kubectl get secret`.',
    ],
    [
      'CreateContainerConfigError',
      "couldn't find key passwrd in Secret shop/creds",
      'containers[0].env[1].valueFrom.secretKeyRef.key',
      'Secret creds has no key "passwrd": compare `key` with `kubectl describe secret creds`.',
    ],
    [
      'CreateContainerConfigError',
      'configmap "settings" not found',
      'containers[0].envFrom[0].configMapRef.name',
      'There is no ConfigMap settings',
    ],
    ['RunContainerError', 'exec: "x": not found', 'containers[0].command', 'The container cannot start'],
  ])('%s: %s', (reason, message, path, cause) => {
    const diagnosis = diagnose(waiting(reason, message))
    expect(diagnosis).toMatchObject({ path, cause: expect.stringContaining(cause) })
    expect(diagnosis.observed).toBe(`Pod api-1: container api is waiting: ${reason}: ${message}`)
  })
})

describe('a container that ended', () => {
  const ended = (rest: object, around = {}) => diagnose(withContainer(rest), around)

  test('is no cause the first time', () =>
    expect(ended({ state: exit1() })).toMatchObject({
      observed: 'Pod api-1: container api ended with exit code 1',
      hint: expect.any(String),
      mayLieElsewhere: true,
    }))

  test.each([
    ['twice within seconds', 1, 2, true, false],
    ['three times within seconds, with all there that it may wait for', 2, 2, true, true],
    ['three times within seconds, and something is not there yet', 2, 2, false, false],
    ['three times after a while', 2, 60, true, false],
    ['four times after a while', 3, 60, true, true],
  ])('%s', (_, restartCount, lived, isFree, isStuck) => {
    const diagnosis = ended(
      { state: backOff, lastState: exit1(lived), restartCount },
      isFree ? { free: 0 } : {},
    )
    expect(diagnosis.cause !== undefined).toBe(isStuck)
  })

  test('for want of memory points at the limit', () => {
    const killed = { terminated: { exitCode: 137, reason: 'OOMKilled' } }
    expect(ended({ state: backOff, lastState: killed, restartCount: 2 })).toMatchObject({
      path: 'containers[0].resources.limits.memory',
      cause: expect.stringContaining('more memory than its limit'),
    })
  })

  test('before it began points at the command', () => {
    const state = { terminated: { exitCode: 128, reason: 'StartError', message: 'exec: "x": not found' } }
    expect(ended({ state })).toMatchObject({ path: 'containers[0].command', cause: expect.any(String) })
  })

  test('is an init container before it is another', () => {
    const status = {
      initContainerStatuses: [containerOf({ name: 'init', state: exit1() })],
      containerStatuses: [containerOf({ state: { waiting: { reason: 'PodInitializing' } } })],
    }
    expect(diagnose(podOf({ status }))).toMatchObject({
      observed: 'Pod api-1: container init ended with exit code 1',
      path: 'initContainers[0]',
    })
  })
})

describe('a Pod without a node', () => {
  const selected = { nodeSelector: { disk: 'fast' } }
  test.each<[string, object, Partial<FieldDiagnosis>]>([
    ['1 Insufficient memory.', {}, { path: 'containers[0].resources.requests.memory' }],
    ['1 Insufficient cpu.', {}, { path: 'containers[0].resources.requests.cpu' }],
    [
      '1 Insufficient memory.',
      { resources: { requests: { memory: '9Gi' } } },
      { path: 'resources.requests.memory' },
    ],
    ["1 node(s) didn't match Pod's node affinity/selector.", selected, { path: 'nodeSelector' }],
    ["1 node(s) didn't match Pod's node affinity/selector.", {}, { path: 'affinity' }],
    ["1 node(s) didn't match pod anti-affinity rules.", {}, { path: 'affinity.podAntiAffinity' }],
    ['pod has unbound immediate PersistentVolumeClaims.', {}, { path: 'volumes' }],
    [
      'persistentvolumeclaim "logs" not found.',
      { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'logs' } }] },
      { path: 'volumes[0].persistentVolumeClaim.claimName' },
    ],
  ])('%s %o', (message, spec, expected) => {
    const diagnosis = diagnose(podOf({ spec, status: unplaced(message) }))
    expect(diagnosis).toMatchObject({ ...expected, cause: expect.any(String) })
    expect(diagnosis.observed).toBe(`Pod api-1 is Pending: ${message}`)
  })

  test.each([
    'waiting for ephemeral volume controller to create the persistentvolumeclaim "db-0-data"',
    '0/1 nodes are available: persistentvolumeclaim "db-0-data" is being deleted. not found',
  ])('waits for a controller that has not come to it yet: %s', (message) => {
    expect(diagnose(podOf({ status: unplaced(message) })).cause).toBeUndefined()
  })
})

describe('a volume that is not there', () => {
  const message = 'MountVolume.SetUp failed for volume "initdb-vol" : configmap "shop-sql" not found'
  const pod = podOf({
    spec: { volumes: [{ name: 'initdb-vol', configMap: { name: 'shop-sql' } }] },
    status: { containerStatuses: [containerOf({ state: { waiting: { reason: 'ContainerCreating' } } })] },
  })

  test.each([
    [1, false],
    [3, true],
  ])('seen %d times', (count, isStuck) => {
    const events = [eventOf('FailedMount', message, { count })]
    const diagnosis = diagnose(pod, { events })
    expect(diagnosis.path).toBe('volumes[0].configMap.name')
    expect(diagnosis.cause !== undefined).toBe(isStuck)
  })
})
