import { expect, test } from 'vitest'
import { whyNotStarted } from './boot.ts'
import { lines } from './node-terms.ts'

const LATE = `Log message "${lines.ready}" not received after 120000ms`
const ENDED = `Log stream ended and message "${lines.ready}" was not received`

test('a node that gave up says why', () => {
  const log = 'time="2026-08-01T10:00:00Z" level=fatal msg="failed to find cpu cgroup (v2)"'
  expect(whyNotStarted(log, ENDED)).toBe('it ended: failed to find cpu cgroup (v2).')
})

test('a node that finds no inotify instance is none of its own making', () => {
  const log = 'kubelet: inotify_init: too many open files\nlevel=fatal msg="kubelet exited"'
  expect(whyNotStarted(log, ENDED)).toBe(
    'this machine has no inotify instances left: stop other clusters, or raise fs.inotify.max_user_instances.',
  )
})

test('what is no node ends with words of its own', () => {
  expect(whyNotStarted('/docker-entrypoint.sh: line 159: exec: server: not found\n', ENDED)).toBe(
    'it ended, and said last: /docker-entrypoint.sh: line 159: exec: server: not found',
  )
  expect(whyNotStarted('', ENDED)).toBe('it ended without a word.')
})

test('what Docker cannot start is told in its words', () => {
  const message =
    '(HTTP code 400) unexpected - OCI runtime create failed:\n exec: "server": executable file not found'
  expect(whyNotStarted('', message)).toBe(
    '(HTTP code 400) unexpected - OCI runtime create failed: exec: "server": executable file not found.',
  )
})

test('a node that says nothing, or another word, is told from one that is ready', () => {
  expect(whyNotStarted('', LATE)).toBe('it has said nothing for 120 s.')
  expect(whyNotStarted('Node controller is synchronised\n', LATE)).toBe(
    'it runs, and has not said `Node controller sync successful` in 120 s.',
  )
})

test('a node that is ready without its images says what kept them out', () => {
  const log = `${lines.ready}\ntime="x" level=error msg="Error encountered while importing /assay.tar: unexpected EOF"`
  const late = `Log message "${lines.imported}" not received after 120000ms`
  expect(whyNotStarted(log, late)).toBe(
    'in 120 s it has not brought in its images: Error encountered while importing /assay.tar: unexpected EOF.',
  )
  expect(whyNotStarted(lines.ready, late)).toBe(
    'in 120 s it has not brought in its images: it has not said `Imported images from /var/lib/rancher/k3s/agent/images/assay.tar`.',
  )
})
