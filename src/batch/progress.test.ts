import { expect, onTestFinished, test, vi } from 'vitest'
import { sampleLog, sampleTerminal } from '../output/sample.ts'
import { BatchProgress, renderBar } from './progress.ts'

const MINUTE = 60_000

test('a bar says how far it is and how long it still takes', () => {
  expect(renderBar(10, 40, 10 * MINUTE)).toBe('████████░░░░░░░░░░░░░░░░░░░░░░ 10/40, 30 min left')
  expect(renderBar(10, 300, 18 * MINUTE)).toBe('█░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 10/300, 8.7 h left')
})

test('it says no time before anything has ended, nor after all has', () => {
  expect(renderBar(0, 4, MINUTE)).toBe(`${'░'.repeat(30)} 0/4`)
  expect(renderBar(4, 4, MINUTE)).toBe(`${'█'.repeat(30)} 4/4`)
  expect(renderBar(0, 0, 0)).toBe(`${'░'.repeat(30)} 0/0`)
})

/** The middle of a batch of three, on these streams. */
function replay(...streams: ConstructorParameters<typeof BatchProgress>): void {
  for (const [name, value] of Object.entries({ CI: '', TERM: 'xterm', NO_COLOR: '1' }))
    vi.stubEnv(name, value)
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.unstubAllEnvs().useRealTimers())
  const progress = new BatchProgress(...streams)
  progress.expect(3)
  progress.start('ada')
  progress.start('bob')
  progress.wait('ada', 'scales-out', `\u001b[2J${'数据'.repeat(50)}`)
  vi.advanceTimersByTime(3 * MINUTE)
  progress.end('bob', `not gradable: the node has stopped, ${'and nobody knows why, '.repeat(3)}says Docker`)
}

test('on a terminal the grades that run and the bar stand below what has ended', async () => {
  const { stream, look } = sampleTerminal(80, 24)
  replay(stream, { ...stream })
  expect(`\n${(await look()).lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    bob  not gradable: the node has stopped, and nobody knows why, and nobody
          knows why, and nobody knows why, says Docker
       ...  ada: scales-out: 数据数据数据数据数据数据数据数据数据数据数据数据数据数…
    ██████████░░░░░░░░░░░░░░░░░░░░ 1/3, 6 min left
    "
  `)
})

test('in a log each event is one line', () => {
  const { stream, text } = sampleLog()
  replay(stream, sampleLog().stream)
  expect(`\n${text()}`).toMatchInlineSnapshot(`
    "
       ...  ada
       ...  bob
    bob  not gradable: the node has stopped, and nobody knows why, and nobody knows why, and nobody knows why, says Docker  1/3, 6 min left
    "
  `)
})
