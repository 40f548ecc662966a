import { describe, expect, test } from 'vitest'
import type { Cluster } from '../cluster/cluster.ts'
import type { ContainerStatus, Pod } from '../cluster/objects.ts'
import { sampleOf } from '../cluster/sample.ts'
import type { LogSentence } from './app-knowledge.ts'
import { explainLog, lastLogLines, toOneLine } from './log.ts'

const sentences: LogSentence[] = [
  { words: /no user "([^"]+)"/, explain: ([, user]) => ({ cause: `Who is ${user}?`, variables: ['USER'] }) },
]

describe('a log is explained', () => {
  test('by a sentence of the app', () =>
    expect(explainLog('try 3: no user "shop", retrying', sentences)).toEqual({
      words: 'no user "shop"',
      cause: 'Who is shop?',
      variables: ['USER'],
    }))

  test('by a sentence of any program', () =>
    expect(explainLog('chown: /data: Operation not permitted')).toMatchObject({
      words: 'not permitted',
      field: 'securityContext',
    }))

  test('by no other words', () => expect(explainLog('hello', sentences)).toBeUndefined())
})

describe('a log on one line', () => {
  test('is its last five lines', () => expect(toOneLine('a\nb\nc\n\nd\ne\nf\n')).toBe('b | c | d | e | f'))
  test('is without times, and says nothing twice', () =>
    expect(toOneLine('2026/11/24 14:30:31 no\n2026-11-24 14:30:32.123 UTC [1] no')).toBe('no'))
  test('is an error that is known, though the other stream is written behind it', () => {
    const error = 'initdb: error: could not change permissions of "/data": Operation not permitted'
    expect(toOneLine(`${error}\na\nb\nc\nd\ne\nfixing permissions ...\n`)).toBe(error)
    expect(toOneLine(`chmod: "/data": Operation not permitted\na\nb\nc\nd\ne\n`)).toBe('a | b | c | d | e')
  })
  test('is an error that the app knows', () => {
    const error = 'error: no user "shop"'
    expect(toOneLine(`${error}\na\nb\nc\nd\ne\n`, sentences)).toBe(error)
    expect(toOneLine(`${error}\na\nb\nc\nd\ne\n`)).toBe('a | b | c | d | e')
  })
  test('is safe to print', () => expect(toOneLine('\u001b[31mred\u0007')).toBe('[31mred'))
  test('is not too long', () => expect(toOneLine('x'.repeat(9999))?.length).toBeLessThanOrEqual(401))
  test('is nothing where nothing was written', () => expect(toOneLine('\n')).toBeUndefined())
})

describe('the last lines', () => {
  const REFUSED = '2026/11/28 11:54:14 Failed to connect after retries: connection refused\n'
  const UNKNOWN = '2026/11/28 11:54:18 no user "shop", retrying\n'
  const linesOf = (before: string, since: string, states: Pick<ContainerStatus, 'state' | 'lastState'>) => {
    const text = async (path: string) => (path.endsWith('previous=true') ? before : since)
    const cluster = { namespace: 'shop', api: { text } } as unknown as Cluster
    const status = { name: 'api', image: '', imageID: '', ready: false, restartCount: 0, ...states }
    return lastLogLines(cluster, sampleOf<Pod>({}), status, sentences)
  }
  const again = { state: { running: {} }, lastState: { terminated: { exitCode: 1 } } }

  test('of a container that runs again are what it wrote before it ended', async () =>
    expect(await linesOf(REFUSED, 'Connecting\n', again)).toMatch(/^Failed to connect/))

  test('or what it has written since, where it is known what that means', async () =>
    expect(await linesOf(REFUSED, UNKNOWN, again)).toMatch(/^no user "shop"/))

  test('of one that has not ended are what it has written', async () =>
    expect(await linesOf('', 'Connecting\n', { state: { running: {} } })).toBe('Connecting'))
})
