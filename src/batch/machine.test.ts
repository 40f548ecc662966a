import { expect, test } from 'vitest'
import { bearableJobs } from './machine.ts'

const GIB = 1024

test.each([
  ['the CPUs', { cpus: 2, memoryMi: 24 * GIB, inotifyInstances: 512 }, 2],
  ['the memory', { cpus: 8, memoryMi: 8 * GIB, inotifyInstances: 512 }, 2],
  ['inotify', { cpus: 16, memoryMi: 64 * GIB, inotifyInstances: 128 }, 4],
  ['what a single grade needs', { cpus: 2, memoryMi: 4.2 * GIB, inotifyInstances: 128 }, 1],
])('as many grades at a time as %s bear', (_, means, jobs) => {
  expect(bearableJobs(means)).toBe(jobs)
})
