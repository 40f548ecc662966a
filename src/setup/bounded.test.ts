import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runWithin } from './bounded.ts'

const BOUNDS = { timeoutMs: 30_000, outputBytes: 1000 }

test('a program is run, and says what it says', async () => {
  const script = 'cat; echo "$0 $A" >&2; pwd; exit 7'
  const surroundings = { cwd: '/', env: { A: 'b c' }, input: 'in' }
  expect(await runWithin(BOUNDS, ['/bin/sh', '-c', script, 'a "b"'], surroundings)).toEqual({
    exitCode: 7,
    stdout: 'in/\n',
    stderr: 'a "b" b c\n',
    isCut: false,
  })
})

test('with limits it is the same program', async () => {
  const limits = { ...BOUNDS, memoryKiB: 4_000_000, fileKiB: 1000 }
  expect(await runWithin(limits, ['printf', '%s|', 'a b', "it's", '$HOME'])).toMatchObject({
    exitCode: 0,
    stdout: "a b|it's|$HOME|",
  })
})

test('of too much that it prints the beginning is kept, and it goes on to its end', async () => {
  const { exitCode, stdout, isCut } = await runWithin(BOUNDS, [
    '/bin/sh',
    '-c',
    'yes | head -c 5000000; exit 3',
  ])
  expect({ exitCode, length: stdout.length, isCut }).toEqual({ exitCode: 3, length: 1000, isCut: true })
})

test('an endless one is ended where it prints too much', async () => {
  const { exitCode, isCut } = await runWithin({ ...BOUNDS, endsWhenFull: true }, ['yes'])
  expect({ exitCode, isCut }).toEqual({ exitCode: null, isCut: true })
})

test('one that does not end is ended, also where it does not want to', async () => {
  const script = 'trap "" TERM; while :; do :; done'
  const { exitCode } = await runWithin({ ...BOUNDS, timeoutMs: 100 }, ['/bin/sh', '-c', script])
  expect(exitCode).toBeNull()
})

test('it is ended where it is no longer wanted', async () => {
  const signal = AbortSignal.timeout(100)
  expect(await runWithin(BOUNDS, ['sleep', '60'], { signal })).toMatchObject({ exitCode: null })
})

test('it writes no larger file than it may', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bounded-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'file')
  const { exitCode } = await runWithin({ ...BOUNDS, fileKiB: 64 }, ['sh', '-c', `yes >"$0"`, file])
  expect(exitCode).not.toBe(0)
  expect(statSync(file).size).toBeLessThanOrEqual(128 * 1024)
})

test('it takes no more memory than it may', async ({ skip }) => {
  skip(process.platform !== 'linux', 'only Linux bounds the memory of a process')
  const hold = (bytes: number) =>
    ['sh', '-c', `x=$(yes | head -c ${bytes}) && [ -n "$x" ]`] as [string, ...string[]]
  const bounds = { ...BOUNDS, memoryKiB: 100_000 }
  expect(await runWithin(bounds, hold(1_000_000))).toMatchObject({ exitCode: 0 })
  expect(await runWithin(bounds, hold(200_000_000))).not.toMatchObject({ exitCode: 0 })
})

test('what it leaves running holds up nobody', async () => {
  const before = performance.now()
  const script = 'sleep 60 & echo $!'
  const { stdout } = await runWithin(BOUNDS, ['/bin/sh', '-c', script])
  expect(performance.now() - before).toBeLessThan(20_000)
  process.kill(Number(stdout))
})

test('one that is not there is an error', async () => {
  await expect(runWithin(BOUNDS, ['/no/such/program'])).rejects.toThrow('ENOENT')
})
