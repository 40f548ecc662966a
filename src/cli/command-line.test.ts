import { afterEach, expect, test, vi } from 'vitest'
import { paceNamed, readCommandLine, wholeNumber } from './command-line.ts'
import { Usage } from './exit.ts'

const usage = 'usage: npm run sample -- [NAME…] [--times N]'
const examples = ['npm run sample -- one', 'npm run sample -- --times 3']
const options = { times: { type: 'string', default: '1' } } as const

afterEach(() => vi.restoreAllMocks())

function read(...line: string[]) {
  vi.spyOn(process, 'argv', 'get').mockReturnValue(['node', 'sample', ...line])
  return readCommandLine({ usage, examples, options, takesArguments: true }, ({ times }, names) => ({
    times: wholeNumber('--times', times),
    names,
  }))
}

const thrownBy = (work: () => unknown) => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('options and arguments are read', () => {
  expect(read()).toEqual({ times: 1, names: [] })
  expect(read('one', '--times', '3', 'two')).toEqual({ times: 3, names: ['one', 'two'] })
})

test.each([
  [['--time', '3'], /^there is no option --time: did you mean --times\?\n/],
  [['--times', ''], /^--times has an empty value\n/],
  [['one', ''], /^an argument is empty\n/],
  [['--times', 'two'], /^--times two must be a whole number, 1 or more\n/],
  [['--times', '0'], /^--times 0 must be/],
])('%j is told with the usage', (line, message) => {
  const error = thrownBy(() => read(...line))
  expect(error).toBeInstanceOf(Usage)
  expect((error as Usage).message).toMatch(message)
  expect((error as Usage).message).toContain(usage)
})

test('an argument is wrong for a command that takes none', () => {
  vi.spyOn(process, 'argv', 'get').mockReturnValue(['node', 'sample', 'one'])
  expect(() => readCommandLine({ usage, examples, options }, () => undefined)).toThrow(Usage)
})

test('--help prints usage and examples and ends well, whatever else is there', () => {
  const print = vi.spyOn(console, 'log').mockReturnValue()
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('the process has ended')
  })
  expect(() => read('--times', 'two', '--help')).toThrow('the process has ended')
  expect(exit).toHaveBeenCalledWith(0)
  expect(print).toHaveBeenCalledWith(
    `${usage}\n\nexamples:\n  npm run sample -- one\n  npm run sample -- --times 3`,
  )
})

test('a pace is one of two names', () => {
  expect(paceNamed('workshop')).toBe('workshop')
  expect(() => paceNamed('toString')).toThrow('--pace toString: expected fast or workshop')
})
