import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { lackOf, mustHaveRoom } from './disk.ts'

const one = { device: 1, gigabytes: 5 }
const other = { device: 2, gigabytes: 1.25 }

test('what comes onto the same disk is added up', () => {
  const needs = [
    { folder: '/var/lib/docker', gigabytes: 3, disk: one },
    { folder: '/root/.cache', gigabytes: 2.5, disk: one },
  ]
  expect(lackOf(needs)).toBe(
    'takes 5.5 GB on the disk of /var/lib/docker, which has 5.0 GB left. Make room, and try again.',
  )
  expect(lackOf(needs.slice(0, 1))).toBeUndefined()
})

test('each disk is looked at for what comes onto it', () => {
  const needs = [
    { folder: '/var/lib/docker', gigabytes: 3, disk: one },
    { folder: '/root/.cache', gigabytes: 2, disk: other },
  ]
  expect(lackOf(needs)).toContain('2.0 GB on the disk of /root/.cache, which has 1.3 GB')
})

test('a folder that is not there yet is on the disk of the one above it', async () => {
  const folder = path.join(tmpdir(), 'not', 'there', 'yet')
  await expect(mustHaveRoom('This', [{ folder, gigabytes: 1e9 }])).rejects.toThrow(
    /^This takes 1000000000.0 GB/,
  )
  await mustHaveRoom('This', [{ folder, gigabytes: 0 }])
})
