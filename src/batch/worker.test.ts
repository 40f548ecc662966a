import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { imagesFor } from '../setup/catalogue.ts'
import { byImage, setOf } from '../setup/image-set.ts'
import type { Task } from './task.ts'
import { type Running, startWorker } from './worker.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'worker-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

/** A grade that ends before it needs a cluster uses nothing of it. */
const app = { images: [], recommended: '', containers: [] }
const images = setOf('built', byImage(imagesFor(app).map(({ name }) => [name, ''])))
const setup = { app, images, archive: '', digests: [] }

/** A grade that ends before it needs a cluster. */
function start(directory: string, running: Partial<Running> = {}) {
  const out = path.join(folder, 'out')
  const signal = new AbortController().signal
  const defaults = { limitMs: 60_000, signal, listen: () => undefined }
  const task: Task = { directory, out, pace: 'fast', sections: ['helm'], setup }
  return startWorker(task, { ...defaults, ...running })
}

test('a grade of what is not there ends with the reason', async () => {
  const ending = await start(path.join(folder, 'nobody')).finish()
  expect(ending).toMatchObject({ kind: 'unreadable' })
  expect(ending).toHaveProperty('why', expect.stringMatching(/^Expected a folder with your YAML at .*nobody/))
})

test('a grade that takes longer than its limit is ended', async () => {
  const worker = start(folder, { limitMs: 1 })
  await worker.ready
  expect(await worker.finish()).toMatchObject({ kind: 'over the limit' })
})

test('a grade is ended with its batch', async () => {
  const interrupted = AbortSignal.abort()
  expect(await start(folder, { signal: interrupted }).finish()).toMatchObject({ kind: 'interrupted' })
})
