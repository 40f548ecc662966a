import { expect, test } from 'vitest'
import { type Pulled, PullFailed, pull } from './pull.ts'

const ended = (exitCode: number, words = 'Status: Downloaded', isSilent = false): Pulled => ({
  exitCode,
  words,
  isSilent,
})

/** A Docker that ends one after the other as it is told. */
function docker(...ends: Pulled[]) {
  const asked: string[][] = []
  const run = async (args: string[]) => {
    asked.push(args)
    return ends[asked.length - 1] ?? ended(125, 'asked too often')
  }
  return { asked, terms: { signal: new AbortController().signal, pausesMs: [0, 0], run } }
}

const causeOf = (pulling: Promise<void>) =>
  pulling.then(
    () => 'none',
    (error) => (error instanceof PullFailed ? error.why : error),
  )

test('a registry that is down for a moment is asked again', async () => {
  const { asked, terms } = docker(
    ended(1, 'unexpected HTTP status: 502 Bad Gateway'),
    ended(1, 'EOF'),
    ended(0),
  )
  expect(await causeOf(pull('x/y:1', terms))).toBe('none')
  expect(asked).toEqual(Array(3).fill(['pull', 'x/y:1']))
})

test('one that stays down is asked three times, and its last words are told', async () => {
  const { asked, terms } = docker(ended(1, 'EOF'), ended(1, 'EOF'), ended(1, 'connection refused'))
  await expect(pull('x/y:1', terms)).rejects.toThrow(
    'x/y:1 cannot be pulled: the registry could not be reached (Docker says: connection refused)',
  )
  expect(asked).toHaveLength(3)
})

test.for([
  ['throttled', ended(1, 'toomanyrequests: wait')],
  ['refused', ended(1, 'denied')],
  ['missing', ended(1, 'manifest unknown')],
  ['silent', ended(1, 'abc: Pulling fs layer', true)],
] as const)('one that has %s is not asked again', async ([cause, end]) => {
  const { asked, terms } = docker(end)
  expect(await causeOf(pull('x/y:1', terms))).toBe(cause)
  expect(asked).toHaveLength(1)
})

test('another platform is asked for where it is named', async () => {
  const { asked, terms } = docker(ended(0))
  await pull('x/y:1', terms, 'linux/amd64')
  expect(asked).toEqual([['pull', '--platform', 'linux/amd64', 'x/y:1']])
})
