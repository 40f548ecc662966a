import { expect, test } from 'vitest'
import { mustBear } from './docker-host.ts'

test('too little memory is told before anything long begins, with what it takes', () => {
  expect(() => mustBear({ cpus: 4, memoryMi: 2000 })).toThrow(
    'Docker has 4 CPUs and 2000 MiB of memory; the cluster needs 2 CPUs and 4096 MiB. Give Docker more',
  )
  expect(() => mustBear({ cpus: 1, memoryMi: 8000 })).toThrow('Docker has 1 CPUs')
  expect(() => mustBear({ cpus: 2, memoryMi: 4096 })).not.toThrow()
})
