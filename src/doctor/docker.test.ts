import { expect, test } from 'vitest'
import { judge } from './docker.ts'

test('as much as is asked for is enough', () => {
  expect(judge('CPUs', 2, 2, 'for Docker', 'Give Docker more')).toMatchObject({
    mark: 'ok',
    seen: '2 for Docker',
  })
})

test('less is told with what is asked, and what to do', () => {
  expect(judge('memory', 2048, 4096, 'MiB for Docker', 'Give Docker more memory')).toEqual({
    mark: 'lacks',
    name: 'memory',
    seen: '2048 MiB for Docker',
    asked: 'At least 4096 MiB for Docker.',
    advice: 'Give Docker more memory, and try again.',
  })
})
