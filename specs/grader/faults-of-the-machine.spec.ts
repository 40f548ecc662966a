import { describe, expect, test } from 'vitest'
import { fill, smallDisk } from './disk.ts'
import { gradeWith } from './faulted-grade.ts'

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

describe.concurrent('a disk without room', () => {
  test('from the start: no report', async (context) => {
    const out = smallDisk(context, 64)
    fill(out)
    const { exitCode, said, report, left } = await gradeWith(context, { section: 'helm', out })
    expect(said).toMatch(/^ENOSPC: no space left on device/m)
    expect(said).not.toMatch(/^ +at /m)
    expect(report).toBeUndefined()
    expect(left).toEqual([])
    expect(exitCode).toBe(3)
  })

  test('after a while: the last report that was whole', async (context) => {
    const out = smallDisk(context, 256)
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
