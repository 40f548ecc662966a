import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { LiveLines } from './live-lines.ts'
import { sampleLog, sampleTerminal } from './sample.ts'

beforeEach(() => {
  vi.stubEnv('CI', '')
  vi.stubEnv('TERM', 'xterm')
  vi.stubEnv('NO_COLOR', '1')
})
afterEach(() => vi.unstubAllEnvs())

/** A terminal that both streams go to, and a block of these lines on it. */
function open(block: string[], { columns = 40, rows = 8 } = {}) {
  const { stream, look } = sampleTerminal(columns, rows)
  const beside = { ...stream }
  const lines = new LiveLines(() => block, stream, beside)
  return { block, stream, beside, lines, look }
}

const seen = async ({ look }: ReturnType<typeof open>) => (await look()).lines

test('a block is drawn in place, and lines that stay stand above it', async () => {
  const screen = open(['one', 'two'])
  screen.lines.draw()
  screen.block.splice(0, 2, 'one more', 'two', 'three')
  screen.lines.draw()
  expect(await seen(screen)).toEqual(['one more', 'two', 'three'])
  screen.lines.keep('stays')
  screen.block.splice(0, 3, 'one')
  screen.lines.draw()
  expect(await seen(screen)).toEqual(['stays', 'one'])
})

test('what others write stands above the block, whichever stream they write to', async () => {
  const screen = open(['block'])
  screen.lines.draw()
  screen.stream.write('an error\nof two lines\n')
  screen.beside.write(Buffer.from('a result\n'))
  expect(await seen(screen)).toEqual(['an error', 'of two lines', 'a result', 'block'])
})

test('half a line waits for its other half, or for the end of the block', async () => {
  const screen = open(['block'])
  screen.lines.draw()
  screen.stream.write('half')
  expect(await seen(screen)).toEqual(['block'])
  screen.stream.write(' a line\nand more')
  expect(await seen(screen)).toEqual(['half a line', 'block'])
  screen.lines.close()
  expect(await seen(screen)).toEqual(['half a line', 'and more'])
})

test('whoever writes is told when it is written', async () => {
  const screen = open(['block'])
  await new Promise<void>((resolve) => screen.stream.write('a\n', () => resolve()))
  await new Promise<void>((resolve) => screen.stream.write('b\n', 'utf8', () => resolve()))
  expect(await seen(screen)).toEqual(['a', 'b', 'block'])
})

test('at the end the block is gone, the cursor is where it was, and the streams are as they were', async () => {
  const { stream, look } = sampleTerminal(40, 8)
  const { write } = stream
  const lines = new LiveLines(() => ['one', 'two'], stream, { ...stream })
  expect(stream.write).not.toBe(write)
  lines.keep('stays')
  lines.close()
  lines.close()
  expect(stream.write).toBe(write)
  lines.draw()
  stream.write('after it\n')
  expect(await look()).toEqual({ lines: ['stays', 'after it'], cursor: 2 })
})

test('the cursor is never hidden, so that no end of the process can leave it so', () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  process.stderr.isTTY = true
  onTestFinished(() => {
    Reflect.deleteProperty(process.stderr, 'isTTY')
    written.mockRestore()
  })
  open(['block']).lines.draw()
  expect(written).not.toHaveBeenCalled()
})

test('a block at the bottom of a full terminal leaves nothing behind in what has scrolled away', async () => {
  const screen = open(['one', 'two'], { rows: 4 })
  for (let i = 1; i <= 9; i++) screen.lines.keep(`line ${i}`)
  expect(await seen(screen)).toEqual([...Array.from({ length: 9 }, (_, i) => `line ${i + 1}`), 'one', 'two'])
})

test('a terminal that is lower than the block shows the end of it', async () => {
  const screen = open(['one', 'two', 'three', 'four'], { rows: 3 })
  screen.lines.draw()
  screen.lines.draw()
  expect(await seen(screen)).toEqual(['three', 'four'])
})

test.each([
  ['TERM', 'dumb'],
  ['CI', 'true'],
])('with %s=%s a terminal is a log', async (name, value) => {
  vi.stubEnv(name, value)
  const screen = open(['block'])
  expect(screen.lines.isLive).toBe(false)
  screen.lines.draw()
  screen.lines.keep('stays')
  screen.lines.close()
  expect(await seen(screen)).toEqual(['stays'])
})

test('a log has the lines that stay, and no other character', () => {
  const { stream, text } = sampleLog()
  const lines = new LiveLines(() => ['block'], stream, sampleLog().stream)
  lines.draw()
  lines.keep('stays')
  lines.close()
  expect(text()).toBe('stays\n')
})
