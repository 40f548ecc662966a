import { expect, test, vi } from 'vitest'
import CheckRunner from './runner.ts'

/** Three checks, each of which needs the one before, as Vitest has chosen them. */
const fileOf = (...modes: ('run' | 'skip')[]) => ({
  tasks: modes.map((mode, i) => ({
    name: `check-${i}`,
    mode,
    meta: { rule: { needs: i === 0 ? [] : [`check-${i - 1}`] } },
  })),
})

/** Returns the files of which reporters are told again. */
async function prepare(files: ReturnType<typeof fileOf>[]) {
  const onCollected = vi.fn()
  const runner = Object.assign(Object.create(CheckRunner.prototype), { onCollected })
  await runner.onBeforeRunFiles(files)
  return onCollected.mock.calls.flat()
}

const modesIn = ({ tasks }: ReturnType<typeof fileOf>) => tasks.map(({ mode }) => mode)

test('a check that was asked for alone has run those that it needs, and reporters are told', async () => {
  const file = fileOf('skip', 'run', 'skip')
  expect(await prepare([file, fileOf('run', 'run')])).toEqual([[file]])
  expect(modesIn(file)).toEqual(['run', 'run', 'skip'])
})

test('what is needed by a needed check runs too', async () => {
  const file = fileOf('skip', 'skip', 'run')
  await prepare([file])
  expect(modesIn(file)).toEqual(['run', 'run', 'run'])
})

test('nothing is told again if nothing more is needed', async () => {
  expect(await prepare([fileOf('run', 'skip', 'skip'), fileOf('run', 'run', 'run')])).toEqual([])
})
