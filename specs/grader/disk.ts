import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestContext } from 'vitest'

function mount(kib: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-disk-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'assay', folder])
  if (status !== 0) {
    rmSync(folder, { recursive: true })
    throw new Error('this user may not mount')
  }
  return folder
}

function unmount(folder: string): void {
  spawnSync('umount', ['--lazy', folder])
  rmSync(folder, { recursive: true })
}

/** Whether this user has the right to mount a disk. */
const mayMount = (() => {
  try {
    unmount(mount(64))
    return true
  } catch {
    return false
  }
})()

/** A disk that is there as long as the test, and has room for as much as this; without the right to mount it, the test is left out. */
export function smallDisk(
  { onTestFinished, skip }: Pick<TestContext, 'onTestFinished' | 'skip'>,
  kib: number,
): string {
  skip(!mayMount, 'it needs the right to mount a disk (root)')
  const folder = mount(kib)
  onTestFinished(() => unmount(folder))
  return folder
}

/** Writes until there is no room for one byte more. Returns the file that must go to have room again. */
export function fill(folder: string): string {
  const file = path.join(folder, 'filling')
  for (const chunk of [4096, 1])
    try {
      for (;;) writeFileSync(file, Buffer.alloc(chunk), { flag: 'a' })
    } catch {}
  return file
}
