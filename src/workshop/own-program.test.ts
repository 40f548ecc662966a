import { expect, test } from 'vitest'
import type { Container, Pod } from '../cluster/objects.ts'
import { type Some, sampleOf } from '../cluster/sample.ts'
import { isOwn, isPlain, listenersOf } from './own-program.ts'

const podOf = (spec: Some<Pod['spec']>) =>
  sampleOf<Pod>({
    metadata: { uid: 'u' },
    spec: { containers: [{ name: 'api', image: 'api:1' }], ...spec },
    status: {
      containerStatuses: [
        { name: 'api', containerID: 'containerd://c1' },
        { name: 'shell', containerID: 'containerd://c2' },
      ],
    },
  })
const containers = (fields: Some<Container>, ...others: Some<Container>[]) => ({
  containers: [{ name: 'api', image: 'api:1', ...fields }, ...others],
})

test('need not look into a Pod in which only the image’s own program can run', () => {
  const token = { name: 't', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }
  const readinessProbe = { httpGet: { path: '/api/health', port: 8000 } }
  expect(isPlain(podOf(containers({ readinessProbe, volumeMounts: [token] })))).toBe(true)
  expect(isPlain(podOf({ initContainers: [{ name: 'wait', image: 'busybox' }] }))).toBe(true)
})

test.each([
  ['another container', containers({}, { name: 'shell', image: 'busybox' })],
  ['a command of its own', containers({ command: ['/tools/sh'] })],
  ['arguments, which are the command where the image has no entry point', containers({ args: ['x'] })],
  ['a hook', containers({ lifecycle: { postStart: { exec: { command: ['x'] } } } })],
  ['a probe that runs a command', containers({ livenessProbe: { exec: { command: ['x'] } } })],
  ['a volume', containers({ volumeMounts: [{ name: 'v', mountPath: '/api' }] })],
  ['an init container that stays', { initContainers: [{ name: 's', image: 'b', restartPolicy: 'Always' }] }],
  ['a container added while it ran', { ephemeralContainers: [{ name: 'e', image: 'busybox' }] }],
])('looks into a Pod with %s', (_, spec) => {
  expect(isPlain(podOf(spec))).toBe(false)
})

const running = (container: string, program: string, isOfImage = true) => ({
  pod: 'u',
  container,
  program,
  isOfImage,
  environment: {},
  sockets: [{ local: '00000000:1F40', remote: '00000000:0000', isListening: true }],
})
const own = { image: 'api:1', program: 'api' }

test('takes for the app the program that its image starts, in a container of that image', () => {
  const pod = podOf(containers({}, { name: 'shell', image: 'shell:1' }))
  expect(isOwn(running('c1', '/api'), pod, own)).toBe(true)
  expect(isOwn(running('c2', '/api'), pod, own)).toBe(false)
  expect(isOwn(running('c1', '/api', false), pod, own)).toBe(false)
  expect(isOwn(running('c1', '/bin/sh'), pod, own)).toBe(false)
  expect(isOwn(running('c3', '/api'), pod, own)).toBe(false)
})

test('finds every process that listens on a port of a Pod', () => {
  const both = [running('c1', '/api'), running('c2', '/bin/nc')]
  expect(listenersOf({ pod: podOf({}), port: 8000, isReady: true }, both)).toEqual(both)
  expect(listenersOf({ pod: podOf({}), port: 8001, isReady: true }, both)).toEqual([])
})
