import { execFileSync } from 'node:child_process'
import { ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from '../setup/paths.ts'
import { answerIn } from './answer.ts'

/** Milliseconds in which nothing that blocks has answered, on a busy machine. */
const AT_ONCE = 5000

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'answer-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

test('a folder of manifests is the answer itself', async () => {
  writeFileSync(path.join(folder, 'hpa.yaml'), 'kind: HorizontalPodAutoscaler')
  writeFileSync(path.join(folder, 'package.json'), '{"name":"notes"}')
  expect(await answerIn(folder)).toBe(folder)
})

test('in a fork the answer is in submission/, also where nothing was put there', async () => {
  writeFileSync(path.join(folder, 'package.json'), '{"name":"assay"}')
  expect(await answerIn(folder)).toBe(path.join(folder, 'submission'))
})

test('a folder called submission is the answer', async () => {
  mkdirSync(path.join(folder, 'submission'))
  expect(await answerIn(folder)).toBe(path.join(folder, 'submission'))
})

test('a file called submission is not the answer', async () => {
  writeFileSync(path.join(folder, 'submission'), 'see hpa.yaml')
  expect(await answerIn(folder)).toBe(folder)
})

test.each<[string, (file: string) => unknown]>([
  ['a pipe', (file) => execFileSync('mkfifo', [file])],
  ['a link to an endless device', (file) => symlinkSync('/dev/zero', file)],
  ['a folder', (file) => mkdirSync(file)],
  ['a link to a fork', (file) => symlinkSync(path.join(root, 'package.json'), file)],
  ['a file of 1 GB', (file) => ftruncateSync(openSync(file, 'w'), 1024 ** 3)],
  ['no JSON', (file) => writeFileSync(file, '{')],
])('%s called package.json makes no fork, at once', async (_, make) => {
  const file = path.join(folder, 'package.json')
  make(file)
  const before = performance.now()
  expect(await answerIn(folder)).toBe(folder)
  expect(performance.now() - before).toBeLessThan(AT_ONCE)
})
