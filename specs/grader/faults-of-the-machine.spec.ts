import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { gradeWith } from './faulted-grade.ts'

/** A disk of its own that is as small as this. */
function mountDisk(kib: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-disk-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'assay', folder])
  if (status !== 0) throw new Error('this user may not mount')
  return folder
}

function unmountDisk(folder: string): void {
  spawnSync('umount', ['--lazy', folder])
  rmSync(folder, { recursive: true })
}

const mayMount = (() => {
  try {
    unmountDisk(mountDisk(64))
    return true
  } catch {
    return false
  }
})()

/** Writes until there is no room for one byte more. */
function fill(folder: string): void {
  for (const chunk of [4096, 1])
    try {
      for (;;) writeFileSync(path.join(folder, 'filling'), Buffer.alloc(chunk), { flag: 'a' })
    } catch {}
}

test('no Docker engine: one message', async (context) => {
  const env = { DOCKER_HOST: 'unix:///nowhere.sock' }
  const { exitCode, said, report, left, seconds } = await gradeWith(context, { section: 'helm', env })
  expect(said.trim()).toBe(
    'No Docker engine answers at DOCKER_HOST=unix:///nowhere.sock. Start it, or unset DOCKER_HOST, and try again.',
  )
  expect(report).toBeUndefined()
  expect(left).toEqual([])
  expect(exitCode).toBe(3)
  expect(seconds).toBeLessThan(60)
})

describe.skipIf(!mayMount).concurrent('a disk without room (needs the right to mount one)', () => {
  test('from the start: no report', async (context) => {
    const out = mountDisk(64)
    context.onTestFinished(() => unmountDisk(out))
    fill(out)
    const { exitCode, said, report, left } = await gradeWith(context, { section: 'helm', out })
    expect(said).toMatch(/^ENOSPC: no space left on device/m)
    expect(said).not.toMatch(/^ +at /m)
    expect(report).toBeUndefined()
    expect(left).toEqual([])
    expect(exitCode).toBe(3)
  })

  test('after a while: the last report that was whole', async (context) => {
    const out = mountDisk(256)
    context.onTestFinished(() => unmountDisk(out))
    const cause = async () => fill(out)
    const { exitCode, said, report, left } = await gradeWith(context, {
      section: 'helm',
      out,
      at: /waiting for/,
      cause,
    })
    expect(said).toMatch(/^ENOSPC: no space left on device/m)
    expect(said).not.toMatch(/^ +at /m)
    expect(report).toMatchObject({ gradable: false })
    expect(left).toEqual([])
    expect(exitCode).toBe(3)
  })
})
