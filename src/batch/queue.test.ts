import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sampleReport } from '../report/sample.ts'
import { NotReady } from '../setup/step.ts'
import type { Handed } from './agenda.ts'
import { readHistory } from './history.ts'
import { Journal } from './journal.ts'
import { Queue, type Terms } from './queue.ts'
import { sampleGrade, sampleKey } from './sample.ts'
import type { Task } from './task.ts'
import type { Ending, Running } from './worker.ts'

let out: string
let journal: Journal
/** What was graded, in the order in which it was let go on, and how many at a time at the most. */
let graded: string[]
let most: number
let interrupting: AbortController

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  out = mkdtempSync(path.join(tmpdir(), 'queue-'))
  journal = Journal.open(path.join(out, 'journal.jsonl'))
  graded = []
  most = 0
  interrupting = new AbortController()
})

afterEach(() => {
  vi.useRealTimers()
  journal.close()
  rmSync(out, { recursive: true })
})

const whole: Ending = {
  kind: 'graded',
  report: sampleReport([], { score: 100, outOf: 100, gradable: true }),
  ownObjects: [],
}
const partial: Ending = { ...whole, report: sampleReport([], { score: 85, outOf: 100, gradable: true }) }
const broken: Ending = { kind: 'broken', why: 'out of memory' }

const handIn = (id: string): Handed => ({
  entry: { learner: { id, name: id }, submission: { kind: 'folder', at: id } },
  directory: `/submissions/${id}`,
  key: sampleKey(id),
})

/**
 * Runs a queue in which each grade ends as `end` says; `gone` is how often Docker goes away under one that breaks.
 * None ends before `together` are being checked, and one more has been started; each takes a second of the clock.
 */
async function run(
  ids: string[],
  end: (id: string) => Ending,
  { gone = 0, together = 0, ...terms }: Partial<Terms> & { gone?: number; together?: number } = {},
): Promise<void> {
  const handed = ids.map(handIn)
  let starts = 1
  let now = 0
  let started = 0
  const { promise: held, resolve } = Promise.withResolvers<void>()
  const release = () => {
    if (together === 0 || (now >= together && started > together)) resolve()
  }
  const finish = async (id: string, signal: AbortSignal): Promise<Ending> => {
    graded.push(id)
    most = Math.max(most, ++now)
    release()
    await held
    await new Promise(setImmediate)
    now--
    vi.setSystemTime(Date.now() + 1000)
    if (signal.aborted) return { kind: 'interrupted', why: '' }
    const ending = end(id)
    if (ending.kind === 'broken' && starts <= gone) starts++
    return ending
  }
  const start = ({ out: folder }: Task, { signal }: Running) => {
    const id = path.basename(folder).replace(/^(\.control)-\d+$/, '$1')
    started++
    release()
    return { ready: Promise.resolve(), finish: () => finish(id, signal) }
  }
  const engine = async () => `started ${starts} times`
  const silent = { expect() {}, start() {}, wait() {}, end() {}, note() {}, close() {} }
  const place = {
    out,
    reference: 'reference',
    journal,
    watcher: silent,
    signal: interrupting.signal,
    machine: { start, engine },
    async keepFeedback() {},
    onGrade() {},
  }
  const all = new Map(handed.map((one) => [one.entry.learner.id, one]))
  const defaults = { pace: 'fast', sections: ['helm'], jobs: 1, controlEvery: 2, limitMs: 1000 } as const
  await new Queue({ ...defaults, sections: ['helm'], ...terms }, place, all).grade(handed)
}

const counted = () => [...readHistory(journal.entries).grades.keys()].sort()

test('the reference is graded after every so many, and at the end', async () => {
  await run(['ada', 'bob', 'eve', 'joe', 'kim'], () => whole)
  expect(graded).toEqual(['ada', 'bob', '.control', 'eve', 'joe', '.control', 'kim', '.control'])
})

test('what a batch that was killed had graded is confirmed by the next one, also where nothing else is due', async () => {
  journal.add(sampleGrade('ada'))
  await run([], () => whole)
  expect(graded).toEqual(['.control'])
  await run([], () => whole)
  expect(graded).toEqual(['.control'])
})

test('no more are checked at a time than was asked for', async () => {
  await run(['ada', 'bob', 'eve', 'joe', 'kim'], () => whole, { jobs: 2, controlEvery: 10, together: 2 })
  expect(most).toBe(2)
  expect(graded.filter((id) => id === '.control')).toHaveLength(1)
})

test('what a control does not confirm is graded again, and nothing else', async () => {
  let controls = 0
  await run(['ada', 'bob', 'eve', 'joe'], (id) => (id === '.control' && ++controls === 2 ? partial : whole))
  expect(graded).toEqual(['ada', 'bob', '.control', 'eve', 'joe', '.control', 'eve', 'joe', '.control'])
  expect(counted()).toEqual(['ada', 'bob', 'eve', 'joe'])
})

test('a machine whose controls fail twice in a row is given up, and what they do not confirm does not count', async () => {
  const running = run(['ada', 'bob', 'eve'], (id) => (id === '.control' ? partial : whole))
  await expect(running).rejects.toThrow(NotReady)
  expect(counted()).toEqual([])
  expect(graded.filter((id) => id === '.control')).toHaveLength(2)
})

test('a grade that breaks costs its own row alone', async () => {
  await run(['ada', 'bob', 'eve'], (id) => (id === 'bob' ? broken : whole))
  const { grades } = readHistory(journal.entries)
  expect(grades.get('bob')).toMatchObject({ standing: 'not gradable', why: 'out of memory' })
  expect(grades.get('eve')).toMatchObject({ standing: 'graded' })
})

test('where Docker was gone, it is graded once more', async () => {
  let tries = 0
  await run(['ada', 'bob'], (id) => (id === 'ada' && ++tries === 1 ? broken : whole), { gone: 1 })
  expect(graded.filter((id) => id === 'ada')).toHaveLength(2)
  expect(readHistory(journal.entries).grades.get('ada')).toMatchObject({ standing: 'graded' })
})

test('where Docker was gone while the reference was graded, what was graded before it still counts', async () => {
  let tries = 0
  await run(['ada'], (id) => (id === '.control' && ++tries === 1 ? broken : whole), { gone: 1 })
  expect(graded).toEqual(['ada', '.control', '.control'])
  expect(readHistory(journal.entries)).toMatchObject({ failedControls: 0, unconfirmed: [] })
})

test('a submission with which Docker goes away each time is not gradable', async () => {
  await run(['ada', 'bob'], (id) => (id === 'ada' ? broken : whole), { gone: 3 })
  expect(graded.filter((id) => id === 'ada')).toHaveLength(2)
  expect(readHistory(journal.entries).grades.get('ada')).toMatchObject({ standing: 'not gradable' })
})

test('interrupted, it keeps what has ended and begins nothing more', async () => {
  await run(['ada', 'bob', 'eve'], (id) => {
    if (id === 'ada') interrupting.abort()
    return whole
  })
  expect(counted()).toEqual(['ada'])
  expect(graded).not.toContain('eve')
})

test('where the journal cannot be written the batch ends with that', async () => {
  journal.add = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { syscall: 'write' })
  }
  await expect(run(['ada', 'bob'], () => whole)).rejects.toThrow('ENOSPC')
})
