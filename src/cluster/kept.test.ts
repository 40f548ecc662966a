import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { isGone } from './kept.ts'

const one = { network: 'assay-host-1-1', engine: 'here' }

test('a kept cluster is noted until it is forgotten', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-kept-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  vi.resetModules()
  vi.stubEnv('XDG_CACHE_HOME', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { forgetKept, listKept, noteKept } = await import('./kept.ts')
  expect(await listKept()).toEqual([])
  const other = { network: 'assay-host-1-2', engine: '' }
  await noteKept(one)
  await noteKept(other)
  expect(await listKept()).toEqual([one, other])
  await forgetKept(one.network)
  await forgetKept(one.network)
  expect(await listKept()).toEqual([other])
})

test('a kept cluster is gone when no container of it is left', () => {
  expect(isGone(one, 'here', ['assay-host-1-2'])).toBe(true)
  expect(isGone(one, 'here', ['assay-host-1-2', 'assay-host-1-1'])).toBe(false)
})

test('a kept cluster on another engine is not gone because it cannot be seen', () => {
  expect(isGone(one, 'elsewhere', [])).toBe(false)
  expect(isGone({ ...one, engine: '' }, 'elsewhere', [])).toBe(true)
})
