import { expect, test } from 'vitest'
import { contract } from './contract.ts'

test('every clause has a name of its own, and says in sentences what is asked and what to do', () => {
  const names = contract.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { asks, remedy } of contract) {
    expect(asks).toMatch(/^[A-Z].*\.$/)
    expect(remedy).toMatch(/^[A-Z].*\.$/)
  }
})

test('a name fits beside its mark', () => {
  for (const { name } of contract) expect(name.length).toBeLessThanOrEqual(14)
})
