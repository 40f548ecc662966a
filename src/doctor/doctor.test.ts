import { expect, test } from 'vitest'
import type { Clause } from './contract/clause.ts'
import { findingOf } from './doctor.ts'

const clause: Clause = {
  name: 'kubectl',
  asks: 'It has kubectl.',
  remedy: 'Take k3s.',
  attempt: async () => '',
}

test('a clause that is kept is told by what was found', () => {
  expect(findingOf({ clause, isKept: true, seen: 'v1.36.3' })).toEqual({
    mark: 'ok',
    name: 'kubectl',
    seen: 'v1.36.3',
  })
})

test('a clause that is not kept is told with what is asked, and what to do', () => {
  expect(findingOf({ clause, isKept: false, seen: 'It has none.' })).toEqual({
    mark: 'lacks',
    name: 'kubectl',
    seen: 'It has none.',
    asked: 'It has kubectl.',
    advice: 'Take k3s.',
  })
})
