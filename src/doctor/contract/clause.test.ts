import { expect, test } from 'vitest'
import { type Clause, type ClauseOutcome, tryAll } from './clause.ts'
import type { Trial } from './trial.ts'

const trial = { signal: new AbortController().signal } as Trial
const clause = (name: string, attempt: Clause['attempt'], isGate?: true): Clause => ({
  name,
  asks: `asks for ${name}`,
  remedy: 'none',
  attempt,
  ...(isGate && { isGate }),
})
const kept = async () => 'found'
const broken = () => Promise.reject(new Error('seen instead'))

test('every outcome is told in the order of the clauses', async () => {
  const told: ClauseOutcome[] = []
  const untried = await tryAll(
    [clause('one', kept), clause('two', broken), clause('three', kept)],
    trial,
    (one) => told.push(one),
  )
  expect(told.map(({ clause: { name }, isKept, seen }) => [name, isKept, seen])).toEqual([
    ['one', true, 'found'],
    ['two', false, 'seen instead'],
    ['three', true, 'found'],
  ])
  expect(untried).toEqual([])
})

test('behind a gate that is shut nothing is tried', async () => {
  const told: string[] = []
  const clauses = [clause('start', broken, true), clause('images', kept), clause('metrics', kept)]
  const untried = await tryAll(clauses, trial, ({ clause: { name } }) => told.push(name))
  expect(told).toEqual(['start'])
  expect(untried.map(({ name }) => name)).toEqual(['images', 'metrics'])
})

test('what an interruption breaks is nothing that the node lacks', async () => {
  const interruption = new AbortController()
  const told: ClauseOutcome[] = []
  const attempt = () => {
    interruption.abort(new Error('interrupted'))
    return broken()
  }
  const tried = tryAll([clause('start', attempt)], { signal: interruption.signal } as Trial, (one) =>
    told.push(one),
  )
  await expect(tried).rejects.toThrow('interrupted')
  expect(told).toEqual([])
})
