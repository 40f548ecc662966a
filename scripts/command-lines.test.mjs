import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Usage } from '../src/cli/exit.ts'

// No command runs here: what it hands to `readCommandLine` is taken from it, and is given the command lines of the tests.
const seam = vi.hoisted(() => ({ taken: [], read: undefined }))
vi.mock('../src/cli/command.ts', () => ({
  runCommand: (main) => main(new AbortController().signal).catch(() => {}),
}))
vi.mock('../src/cli/command-line.ts', async (importOriginal) => {
  const original = await importOriginal()
  seam.read = original.readCommandLine
  const take = (...taken) => {
    seam.taken = taken
    throw new Error('no command runs here')
  }
  return { ...original, readCommandLine: take }
})

/** The columns of a terminal as it opens. */
const COLUMNS = 80

const root = fileURLToPath(new URL('..', import.meta.url))
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

/** The commands of package.json: the script that `start.mjs` starts for each, and the words that come first in its line. */
const commands = Object.entries(scripts).flatMap(([name, line]) => {
  const [, started] = /^node scripts\/start\.mjs (.+)$/.exec(line) ?? []
  if (!started) return []
  const [script, ...first] = started.split(' ')
  return [{ name, script, first }]
})

const called = (wanted) => commands.find(({ name }) => name === wanted)

/** What each script hands to `readCommandLine`: a script is run once. */
const taken = new Map()
for (const { script } of commands) {
  if (taken.has(script)) continue
  await import(`../scripts/${script}.ts`)
  taken.set(script, seam.taken)
}

beforeEach(() => vi.stubEnv('ASSAY_NODE_IMAGE', ''))
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

/** Reads a command line as the command does. */
function readAs({ script, first }, words) {
  vi.spyOn(process, 'argv', 'get').mockReturnValue(['node', script, ...first, ...words])
  return seam.read(...taken.get(script))
}

/** The lines that a command prints with `--help`, up to its good end. */
function helpOf(command) {
  const print = vi.spyOn(console, 'log').mockReturnValue()
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`)
  })
  expect(() => readAs(command, ['--help'])).toThrow('exit 0')
  return print.mock.calls.join('\n').split('\n')
}

const examplesOf = (command) => {
  const lines = helpOf(command)
  return lines.slice(lines.indexOf('examples:') + 1).map((line) => line.trim())
}

/** The words of an example after `--`, and the command that it calls. */
function parse(example) {
  const [, name, words] = /^(?:\w+=\S+ )?npm (?:run )?(\S+)(?: -- (.+))?$/.exec(example) ?? []
  return { named: called(name), words: words?.split(' ') ?? [] }
}

const isName = (word) => /^[a-z]/.test(word)

test('there are commands', () => expect(commands.length).toBeGreaterThan(15))

test.each(commands)('$name --help ends with examples, and fits on a terminal', (command) => {
  const lines = helpOf(command)
  expect(lines[0]).toMatch(/^usage: /)
  expect(lines).toContain('examples:')
  expect(lines.filter((line) => line.length > COLUMNS)).toEqual([])
})

test.each(commands)('the examples of $name are command lines that it takes', (command) => {
  const examples = examplesOf(command)
  expect(examples.length).toBeGreaterThan(1)
  for (const example of examples) {
    const { named, words } = parse(example)
    expect(named?.script, example).toBe(command.script)
    expect(() => readAs(named, words), example).not.toThrow()
  }
})

test.each(commands.filter(({ name }) => ['attacks', 'conformance'].includes(name)))(
  'the cases in the examples of $name are there',
  (command) => {
    const names = examplesOf(command).flatMap((example) => parse(example).words.filter(isName))
    expect(names.length).toBeGreaterThan(1)
    expect(names.filter((name) => globSync(`fixtures/*/${name}.yaml`, { cwd: root }).length === 0)).toEqual(
      [],
    )
  },
)

test.each([
  ['grade', [''], /^an argument is empty\n/],
  ['grade', ['--out', ''], /^--out has an empty value\n/],
  ['grade', ['fixtures/reference', '--list'], /^--list goes with --section only/],
  ['grade', ['--list', '--keep', 'failed'], /^--list goes with --section only/],
  ['grade', ['--watch', '--list'], /^--list goes with --section only/],
  ['grade', ['--watch', '--out', 'reports'], /^--watch goes with --section only/],
  ['setup', ['--load', ''], /^--load has an empty value\n/],
  ['bench:beside', ['0'], /^TIMES 0 must be a whole number, 1 or more\n/],
  ['bench:beside', ['1.5'], /^TIMES 1\.5 must be/],
  ['bench:beside', ['memory-hogs'], /did you mean memory-hog\?\n/],
])('%s %j is told with the usage, as an error of the command line', (name, words, message) => {
  const read = () => readAs(called(name), words)
  expect(read).toThrow(Usage)
  expect(read).toThrow(message)
  expect(read).toThrow(/\nusage: /)
})
