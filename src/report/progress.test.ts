import stringWidth from 'string-width'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LiveStream } from '../output/live-lines.ts'
import { sampleLog, sampleTerminal } from '../output/sample.ts'
import type { Outcome, Rule } from '../verdict/verdict.ts'
import { Progress } from './progress.ts'
import { toResult } from './report.ts'
import { sampleResult } from './sample.ts'

beforeEach(() => {
  vi.stubEnv('CI', '')
  vi.stubEnv('TERM', 'xterm')
  vi.stubEnv('NO_COLOR', '1')
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

const graded = [
  { title: 'Scaling', usualSeconds: { fast: 72, workshop: 72 } },
  { title: 'Keeping The Data', usualSeconds: { fast: 37, workshop: 37 } },
]

const rule = (section: string, id: string): Rule => ({
  ...{
    id,
    section,
    offers: 'any manifest',
    says: 'It does.',
    isQuote: true,
    points: 10,
    needs: [],
    hint: 'Look.',
  },
})
const rules = [
  rule('Scaling', 'scales-out'),
  rule('Scaling', 'scales-in'),
  rule('Keeping The Data', 'data-survives'),
]

/** A run as Vitest tells it, with the seconds at which each event happens. */
type Event = [seconds: number, tell: (progress: Progress) => void]

const begin = (check: string) => (progress: Progress) => progress.begin(check)
const wait = (check: string, what: string) => (progress: Progress) => progress.wait(check, what)
const end = (check: string, outcome: Outcome) => (progress: Progress) => {
  const declared = rules.find(({ id }) => id === check) ?? rule('Scaling', check)
  progress.end(toResult(declared, outcome, 1))
}

const events: Event[] = [
  [0, (progress) => progress.expect(rules.slice(0, 2))],
  [0, (progress) => progress.expect(rules.slice(2))],
  [1, begin('scales-out')],
  [1, wait('scales-out', 'Deployment api with 4 Ready Pods')],
  [3, begin('data-survives')],
  [3, wait('data-survives', 'a new Pod store-0, Ready')],
  [31, end('scales-out', { verdict: 'pass' })],
  [31, begin('scales-in')],
  [40, end('data-survives', { verdict: 'fail' })],
  [50, wait('scales-in', 'no Pod left Pending')],
]

/** Tells of a run up to this second. */
function replay(until: number, ...streams: LiveStream[]): Progress {
  const started = Date.now()
  const progress = new Progress(graded, 'fast', ...streams)
  for (const [seconds, tell] of events) {
    if (seconds > until) break
    vi.advanceTimersByTime(started + seconds * 1000 - Date.now())
    tell(progress)
  }
  vi.advanceTimersByTime(started + until * 1000 - Date.now())
  return progress
}

/** What a terminal shows once a run has been told up to this second. */
async function screenAt(seconds: number): Promise<string> {
  const { stream, look } = sampleTerminal(80, 24)
  replay(seconds, stream, { ...stream })
  return `\n${(await look()).lines.join('\n')}\n`
}

test('before anything has begun', async () =>
  expect(await screenAt(0)).toMatchInlineSnapshot(`
  "
  Scaling             0/2         not begun yet
  Keeping The Data    0/1         not begun yet
  0:00, about 1 min left
  "
`))

test('while two sections run', async () =>
  expect(await screenAt(12)).toMatchInlineSnapshot(`
  "
  Scaling             0/2   0:11  Deployment api with 4 Ready Pods
  Keeping The Data    0/1   0:09  a new Pod store-0, Ready
  0:12, about 1 min left
  "
`))

test('after one has ended', async () =>
  expect(await screenAt(60)).toMatchInlineSnapshot(`
  "
  PASS     scales-out  10/10
  FAIL     data-survives  0/10
  Scaling             1/2   0:10  no Pod left Pending
  Keeping The Data    1/1         done
  1:00, less than a minute left
  "
`))

test('longer than usual', async () =>
  expect(await screenAt(90)).toMatchInlineSnapshot(`
  "
  PASS     scales-out  10/10
  FAIL     data-survives  0/10
  Scaling             1/2   0:40  no Pod left Pending
  Keeping The Data    1/1         done
  1:30, longer than usual
  "
`))

test('after the run, only the lines that stay are there', async () => {
  const { stream, look } = sampleTerminal(80, 24)
  const progress = replay(60, stream, { ...stream })
  progress.close()
  progress.wait('scales-in', 'nothing any more')
  progress.begin('scales-in')
  progress.end(sampleResult('scales-in', { verdict: 'error' }))
  progress.expect(rules)
  expect((await look()).lines).toEqual(['PASS     scales-out  10/10', 'FAIL     data-survives  0/10'])
})

test('in a log each event is one line with its time', () => {
  const { stream, text } = sampleLog()
  replay(60, stream, sampleLog().stream)
  expect(`\n${text()}`).toMatchInlineSnapshot(`
    "
      0:01  ...      scales-out: waiting for Deployment api with 4 Ready Pods
      0:03  ...      data-survives: waiting for a new Pod store-0, Ready
      0:31  PASS     scales-out  10/10
      0:40  FAIL     data-survives  0/10
      0:50  ...      scales-in: waiting for no Pod left Pending
    "
  `)
})

test.each([80, 60])(
  'what a learner or the cluster says moves nothing on a terminal of %i columns',
  async (columns) => {
    const hostile = `\u001b[2J\u001b[1;1H\u001b]0;title\u0007\r\n::error::x\u202e\u009b31m${'数据'.repeat(200)}`
    const { stream, look } = sampleTerminal(columns, 24)
    const progress = replay(12, stream, { ...stream })
    progress.wait('scales-out', hostile)
    progress.end(sampleResult('unknown', { verdict: 'blocked', blockedBy: 'x'.repeat(200) }))
    const { lines, cursor } = await look()
    expect(lines).toHaveLength(4)
    expect(cursor).toBe(4)
    expect(lines[0]).toMatch(/^BLOCKED {2}unknown {2}0\/20 {3}needs x+…$/)
    expect(lines[1]).toMatch(/^Scaling.* :{2}error::x数据.*…$/)
    expect(lines[3]).toBe('0:12, about 1 min left')
  },
)

test('in a log it begins no line, so that nobody obeys it as a command', () => {
  const { stream, text } = sampleLog()
  const progress = replay(12, stream, sampleLog().stream)
  progress.wait('scales-out', '\n::error::x\r##[error]y\u001b[31m')
  expect(text()).not.toMatch(/^(::|##)/m)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(text()).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
})

test('no line of a log has more than 80 columns', () => {
  const { stream, text } = sampleLog()
  const progress = replay(12, stream, sampleLog().stream)
  progress.wait('scales-out', '数据'.repeat(200))
  progress.end(sampleResult('scales-out', { verdict: 'blocked', blockedBy: 'x'.repeat(200) }))
  expect(
    text()
      .split('\n')
      .filter((line) => stringWidth(line) > 80),
  ).toEqual([])
  expect(text().match(/…$/gm)).toHaveLength(2)
})
