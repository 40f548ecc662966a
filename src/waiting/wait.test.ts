import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Failure } from './failure.ts'
import { watchThrough } from './progress.ts'
import { eventually, type Look, throughout } from './wait.ts'

// A pause takes no time here; the clock moves on as if it had.
vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => void vi.setSystemTime(Date.now() + ms),
}))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 })
  watchThrough({ announce() {}, signal: new AbortController().signal })
})
afterEach(() => void vi.useRealTimers())

const at = { file: 'hpa.yaml', line: 3, column: 1, text: 'x: 1' }
const goal = { expected: 'two Pods', patience: { seconds: 10, because: 'the test says so' }, at }
const unreachable = new Error('ECONNREFUSED')

/** Sees one thing after the other, and the last one from then on; an error is thrown. */
function looking(...looks: (Look<string> | Error)[]) {
  return vi.fn(async (): Promise<Look<string>> => {
    const look = (looks.length > 1 ? looks.shift() : looks[0]) as Look<string> | Error
    if (look instanceof Error) throw look
    return look
  })
}
const not = (observed: string): Look<string> => ({ observed })
const met = (value: string): Look<string> => ({ observed: 'it is met', value })
const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error) => error,
  )

describe('eventually', () => {
  test('returns what it met as soon as it is met', async () => {
    const look = looking(not('none'), not('one'), met('two'))
    expect(await eventually(goal, look)).toBe('two')
    expect(look).toHaveBeenCalledTimes(3)
    expect(Date.now()).toBe(2000)
  })

  test('takes a value that is false for a value', async () =>
    expect(await eventually(goal, async () => ({ observed: 'nothing', value: 0 }))).toBe(0))

  test('wants as many looks in a row as the goal says', async () => {
    const look = looking(met('a'), not('none'), met('b'), unreachable, met('c'), met('d'))
    expect(await eventually({ ...goal, inARow: 2 }, look)).toBe('d')
  })

  test('asks whether the cluster is starved while a wait ends, and not after it', async () => {
    const asked: number[] = []
    const slowdown = async () => asked.push(Date.now())
    watchThrough({ announce() {}, signal: new AbortController().signal, slowdown })
    await thrownBy(eventually(goal, async () => ({ observed: 'none', cause: 'no Secret' })))
    expect([asked, Date.now()]).toEqual([[3000], 6000])
    await thrownBy(eventually(goal, async () => not('none')))
    expect([asked, Date.now()]).toEqual([[3000, 13_000], 16_000])
  })

  test('gives a starved cluster its patience anew, up to three times', async () => {
    watchThrough({ announce() {}, signal: new AbortController().signal, slowdown: async () => 50 })
    const late = vi.fn(async () => (Date.now() < 35_000 ? not('none') : met('at last')))
    expect(await eventually(goal, late)).toBe('at last')
    vi.setSystemTime(0)
    const error = await thrownBy(eventually(goal, looking(not('none'))))
    expect(error).not.toBeInstanceOf(Failure)
    expect(error.message).toBe(
      'this machine is too busy: the cluster takes 50 times as long as it should (none)',
    )
    expect(Date.now()).toBe(40_000)
  })

  test('does not call hopeless what a starved cluster has not come to', async () => {
    watchThrough({ announce() {}, signal: new AbortController().signal, slowdown: async () => 50 })
    const slow = vi.fn(async () =>
      Date.now() < 9_000 ? { observed: 'none', cause: 'no port' } : met('late'),
    )
    expect(await eventually(goal, slow)).toBe('late')
  })

  test('fails at the end of the patience with the last look and where it is decided', async () => {
    const error = await thrownBy(eventually(goal, looking(not('none'), not('one Pod'))))
    expect(error).toBeInstanceOf(Failure)
    expect(error.finding).toEqual({
      expected: 'two Pods',
      observed: 'one Pod, after 10 s',
      at,
      hint: undefined,
    })
    expect(Date.now()).toBeGreaterThanOrEqual(9_500)
  })

  test('says what the Pods ask for where it is a cap that ends the wait', async () => {
    const capped = 'With these probes, a Pod needs 3630 s until it is Ready; Assay waits 180 s.'
    const patient = { ...goal, patience: { ...goal.patience, capped } }
    const late = await thrownBy(eventually(patient, looking(not('one Pod'))))
    expect(late.finding.observed).toBe(`one Pod, after 10 s. ${capped}`)
    const early = await thrownBy(eventually(patient, looking({ observed: 'one Pod', cause: 'No.' })))
    expect(early.finding.observed).toBe('one Pod (waiting does not change this)')
  })

  test('keeps an error apart from what was last seen', async () => {
    const error = await thrownBy(eventually(goal, looking(not('none'), unreachable, not('one Pod'))))
    expect(error.finding.observed).toBe('one Pod, after 10 s')
  })

  test('points at the line that the look has seen, where it has', async () => {
    const seenAt = { ...at, line: 9 }
    const error = await thrownBy(eventually(goal, looking({ observed: 'one', at: seenAt })))
    expect(error.finding.at).toBe(seenAt)
  })

  test('throws the error where the last look did not work: what was seen before is no longer known', async () =>
    expect(await thrownBy(eventually(goal, looking(not('none'), unreachable)))).toBe(unreachable))

  test('does not call a goal hopeless by what it can no longer see', async () => {
    const stuck: Look<string> = { observed: 'none', cause: 'No Secret.' }
    expect(await thrownBy(eventually(goal, looking(stuck, unreachable)))).toBe(unreachable)
  })

  test('looks again after an error', async () =>
    expect(await eventually(goal, looking(unreachable, met('two')))).toBe('two'))

  test('throws the error itself where looking never worked: that is no failure of the learner’s', async () =>
    expect(await thrownBy(eventually(goal, looking(unreachable)))).toBe(unreachable))

  test.each([new Failure({ expected: 'a', observed: 'b' }), new TypeError('x is undefined')])(
    'throws a %s at once',
    async (error) => {
      const look = looking(error)
      expect(await thrownBy(eventually(goal, look))).toBe(error)
      expect(look).toHaveBeenCalledOnce()
    },
  )

  test('ends early once it has been hopeless for a while, and hints at why', async () => {
    const patient = { ...goal, patience: { seconds: 300, because: 'x' } }
    const error = await thrownBy(
      eventually(patient, looking({ observed: 'ErrImagePull', cause: 'Its name.' })),
    )
    expect(error.finding).toMatchObject({
      observed: 'ErrImagePull (waiting does not change this)',
      hint: 'Its name.',
    })
    expect(Date.now()).toBe(6000)
  })

  test('gives time to what only looked hopeless', async () => {
    const stuck = Array.from({ length: 5 }, () => ({ observed: 'no Secret', cause: 'It is not there.' }))
    expect(await eventually(goal, looking(...stuck, not('starting'), ...stuck.slice(2), met('two')))).toBe(
      'two',
    )
  })
})

test('a fault of the grader is an error at the end of the patience', async () => {
  const contended = async () => ({ observed: 'Pod is Pending', graderFault: 'no room beside others' })
  const error = await thrownBy(eventually(goal, contended))
  expect(error).not.toBeInstanceOf(Failure)
  expect(error.message).toBe('no room beside others (Pod is Pending, after 10 s)')
})

describe('throughout', () => {
  test('returns when it held to the end', async () => {
    const look = looking(met('two'))
    await throughout(goal, look)
    expect(look).toHaveBeenCalledTimes(10)
    expect(Date.now()).toBe(10_000)
  })

  test('fails on the first look that does not see it', async () => {
    const error = await thrownBy(
      throughout(goal, looking(met('two'), met('two'), not('three Pods'), met('two'))),
    )
    expect(error).toBeInstanceOf(Failure)
    expect(error.finding).toMatchObject({ expected: 'two Pods', observed: 'three Pods, after 2 s', at })
    expect(Date.now()).toBe(2000)
  })

  test('does not take an error for a violation', async () => {
    await throughout(goal, looking(met('two'), unreachable, met('two')))
    expect(Date.now()).toBe(10_000)
  })

  test('throws the error where the last look did not work', async () =>
    expect(await thrownBy(throughout(goal, looking(met('two'), unreachable)))).toBe(unreachable))

  test('throws the error where looking never worked', async () =>
    expect(await thrownBy(throughout(goal, looking(unreachable)))).toBe(unreachable))
})

test.each([eventually, throughout])(
  '%o tells what it waits for and stops when it is told to',
  async (wait) => {
    const stop = new AbortController()
    const announce = vi.fn((_: string) => stop.abort(new Error('stopped')))
    watchThrough({ announce, signal: stop.signal })
    const look = looking(met('two'))
    await expect(wait(goal, look)).rejects.toThrow('stopped')
    watchThrough({ announce, signal: new AbortController().signal })
    expect(announce).toHaveBeenCalledWith('two Pods')
    expect(look).not.toHaveBeenCalled()
  },
)
