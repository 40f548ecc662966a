import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { currentNode } from './current-node.mjs'

let folder
let cache
const never = new AbortController().signal

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'assay-node-'))
  cache = path.join(folder, 'cache')
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

function program(file, ...lines) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'))
  chmodSync(file, 0o755)
}

/** A package whose Node does this, and its pin. */
function packageOf(...lines) {
  program(path.join(folder, 'package/bin/node'), ...lines)
  const tarball = path.join(folder, 'package.tgz')
  spawnSync('tar', ['-czf', tarball, '-C', folder, 'package'])
  const digest = createHash('sha512').update(readFileSync(tarball)).digest('base64')
  return { package: 'node-test', version: '99.1.2', integrity: `sha512-${digest}` }
}

/** An npm that does this where it is asked for a package. */
function npmThat(...lines) {
  program(path.join(folder, 'bin/npm'), ...lines)
  vi.stubEnv('PATH', `${path.join(folder, 'bin')}:${process.env.PATH}`)
}

const gives = () => `cp ${folder}/package.tgz node-test-99.1.2.tgz`

test('what npm gives is kept and asked for once', async () => {
  const pin = packageOf('echo v99.1.2')
  npmThat(`echo "$@" >> ${folder}/asked`, gives())
  const node = await currentNode(pin, cache, never)
  expect(await currentNode(pin, cache, never)).toBe(node)
  expect(spawnSync(node, ['--version']).stdout.toString()).toBe('v99.1.2\n')
  expect(readFileSync(`${folder}/asked`, 'utf8')).toBe('pack node-test@99.1.2 --loglevel=error\n')
  expect(readdirSync(cache)).toEqual(['node-test-99.1.2'])
})

test('two that fetch it at the same time both have it', async () => {
  const pin = packageOf('echo v99.1.2')
  npmThat(gives())
  const [one, other] = await Promise.all([1, 2].map(() => currentNode(pin, cache, never)))
  expect(one).toBe(other)
  expect(readdirSync(cache)).toEqual(['node-test-99.1.2'])
})

test.each([
  [
    'another hash',
    ['echo v99.1.2'],
    () => [gives(), 'echo more >> node-test-99.1.2.tgz'],
    /is not the one that this project names.*expected sha512-.*got sha512-/,
  ],
  ['another version', ['echo v1.0.0'], () => [gives()], /does not start on this machine: v1.0.0/],
  ['a binary for another machine', ['exit 1'], () => [gives()], /does not start on this machine/],
  [
    'an npm that is offline',
    [],
    () => ['echo "npm error code ENOTFOUND" >&2', 'echo "npm error network request failed" >&2', 'exit 1'],
    /^npm says: network request failed$/,
  ],
  ['an npm that gives nothing', [], () => ['exit 0'], /^npm says: $/],
])('%s is no Node, and nothing of it is kept', async (_, node, npm, reason) => {
  const pin = packageOf(...node)
  npmThat(...npm())
  await expect(currentNode(pin, cache, never)).rejects.toThrow(reason)
  expect(readdirSync(cache)).toEqual([])
})

test('what is no archive is told in the words of tar', async () => {
  const pin = packageOf()
  writeFileSync(`${folder}/package.tgz`, 'none')
  const digest = createHash('sha512').update('none').digest('base64')
  npmThat(gives())
  const fetched = currentNode({ ...pin, integrity: `sha512-${digest}` }, cache, never)
  await expect(fetched).rejects.toThrow(/^tar could not unpack it .*not in gzip format/)
  expect(readdirSync(cache)).toEqual([])
})

test('interrupted, it ends npm and leaves nothing', async () => {
  const pin = packageOf('echo v99.1.2')
  npmThat('touch node-test-99.1.2.tgz', 'exec sleep 1000')
  const stop = new AbortController()
  const fetched = currentNode(pin, cache, stop.signal)
  await vi.waitUntil(
    () => existsSync(cache) && readdirSync(cache, { recursive: true }).some((name) => name.endsWith('.tgz')),
  )
  stop.abort()
  await expect(fetched).rejects.toThrow(/^npm says/)
  expect(readdirSync(cache)).toEqual([])
})

test('what a killed process left is removed once it is old, and not before', async () => {
  const pin = packageOf('echo v99.1.2')
  npmThat(gives())
  for (const name of ['.node-old', '.node-young']) mkdirSync(path.join(cache, name), { recursive: true })
  utimesSync(path.join(cache, '.node-old'), 0, 0)
  await currentNode(pin, cache, never)
  expect(readdirSync(cache).sort()).toEqual(['.node-young', 'node-test-99.1.2'])
})
