import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cache as cacheOfTheRest } from '../../src/setup/paths.ts'
import { cache, pins } from './go-on.mjs'
import { isEnough } from './version.mjs'

let folder

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'assay-node-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

test.each(Object.entries(pins))('the Node for %s is new enough, and pinned by its hash', (_, pin) => {
  expect(isEnough(pin.version)).toBe(true)
  expect(pin.integrity).toMatch(/^sha512-[\w+/]{86}==$/)
})

test('Node is kept where everything else is', () => {
  expect(cache).toBe(cacheOfTheRest)
})

/** Calls a command again by a program in the place of Node, which is told what the command was. */
function callAgainBy(...lines) {
  const program = path.join(folder, 'node')
  writeFileSync(program, ['#!/bin/sh', ...lines, ''].join('\n'))
  chmodSync(program, 0o755)
  const script = path.join(folder, 'command.mjs')
  const module = new URL('go-on.mjs', import.meta.url).href
  writeFileSync(
    script,
    `import { callAgain } from '${module}'\nprocess.exit(await callAgain('${program}'))\n`,
  )
  const child = spawn(process.execPath, [script, 'a b', '--c'])
  let said = ''
  child.stdout.on('data', (data) => {
    said += data
    child.emit('said')
  })
  const ended = new Promise((resolve) => child.on('close', (exitCode) => resolve({ exitCode, said })))
  return { child, ended, folder }
}

test('the command is the same, its node is the new one, and its exit code is the outcome', async () => {
  const { ended, folder } = callAgainBy('echo "$2|$3|$(command -v node)"', 'exit 42')
  expect(await ended).toEqual({ exitCode: 42, said: `a b|--c|${folder}/node\n` })
})

test('a command that is killed ends with what a shell makes of that', async () => {
  expect(await callAgainBy('kill -9 $$').ended).toMatchObject({ exitCode: 137 })
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s reaches it, and the outcome is its own', async (signal) => {
  const trap = `trap 'echo ${signal}; exit 130' ${signal.slice(3)}`
  const { child, ended } = callAgainBy(trap, 'echo ready', 'while [ -e "$0" ]; do sleep 0.05; done')
  child.once('said', () => child.kill(signal))
  expect(await ended).toEqual({ exitCode: 130, said: `ready\n${signal}\n` })
})
