import { expect, test } from 'vitest'
import { lastWordsIn } from './node-log.ts'

test('the built node names the program that ended, and that program says why', () => {
  const log = `Imported images from /var/lib/rancher/k3s/agent/images/assay.tar
Node controller sync successful
node: etcd ended with code 1
{"level":"fatal","ts":"2026-08-01T10:00:00Z","msg":"failed","error":"write: no space left on device"}`
  expect(lastWordsIn(log)).toBe('etcd ended with code 1: write: no space left on device')
})

test('the built node names the program that was killed', () => {
  expect(lastWordsIn('node: kube-controller-manager ended with code 137\nI0801 10:00:00 started')).toBe(
    'kube-controller-manager ended with code 137',
  )
})

test('k3s says why it never came up', () => {
  const log = `time="2023-11-29T13:19:52Z" level=info msg="Starting k3s v1.24.10+k3s1 (546a94e9)"
time="2023-11-29T13:19:52Z" level=info msg="Kine available at unix://kine.sock"
time="2023-11-29T13:19:55Z" level=fatal msg="failed to find cpu cgroup (v2)"`
  expect(lastWordsIn(log)).toBe('failed to find cpu cgroup (v2)')
})

test('of several fatal lines of k3s the last counts, with its quotes as they were', () => {
  const log = `time="2020-10-27T17:07:53.2Z" level=error msg="Failed to find memory cgroup, you may need to add \\"cgroup_memory=1 cgroup_enable=memory\\" to your linux cmdline"
time="2020-10-27T17:07:50.1Z" level=fatal msg="an earlier start"
time="2020-10-27T17:07:53.2Z" level=fatal msg="failed to find memory cgroup, you may need to add \\"cgroup_memory=1 cgroup_enable=memory\\" to your linux cmdline"`
  expect(lastWordsIn(log)).toBe(
    'failed to find memory cgroup, you may need to add "cgroup_memory=1 cgroup_enable=memory" to your linux cmdline',
  )
})

test('k3s that one of its parts took down says which', () => {
  const log = `time="2026-09-29T12:02:20Z" level=info msg="Waiting for API server to become available"
time="2026-09-29T12:02:28Z" level=error msg="Shutdown request received: \\"failed to wait for API server to become ready: context deadline exceeded\\\\nthe server is currently unable to handle the request\\""
time="2026-09-29T12:02:28Z" level=info msg="Stopping"`
  expect(lastWordsIn(log)).toBe(
    'failed to wait for API server to become ready: context deadline exceeded the server is currently unable to handle the request',
  )
})

test('k3s that was taken down unquoted says so too', () => {
  const log = 'level=error msg="Shutdown request received: containerd exited: exit status 1"'
  expect(lastWordsIn(log)).toBe('containerd exited: exit status 1')
})

test('a log without last words has none', () => {
  expect(lastWordsIn('time="2023-11-29T13:19:52Z" level=info msg="Starting k3s"')).toBeUndefined()
  expect(lastWordsIn('')).toBeUndefined()
})

test('words without an end are cut', () => {
  expect(lastWordsIn(`level=fatal msg="${'a'.repeat(5000)}"`)).toHaveLength(200)
})
