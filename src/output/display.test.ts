import { expect, test } from 'vitest'
import { displayOf, eventDisplayOf, isRedrawable } from './display.ts'

const terminal = { isTTY: true, columns: 120 }
// As Node has it: a file or a pipe has neither property.
const file = {} as typeof terminal

test.each<[string, typeof terminal, NodeJS.ProcessEnv, boolean]>([
  ['a terminal', terminal, {}, true],
  ['a terminal, NO_COLOR', terminal, { NO_COLOR: '1' }, false],
  ['a terminal, NO_COLOR and FORCE_COLOR', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['a terminal, NO_COLOR without a value', terminal, { NO_COLOR: '' }, true],
  ['a terminal that knows no colours', terminal, { TERM: 'dumb' }, false],
  ['a file', file, {}, false],
  ['the log of a job on GitHub', file, { CI: 'true', GITHUB_ACTIONS: 'true' }, false],
  ['a file, FORCE_COLOR', file, { FORCE_COLOR: '1' }, true],
  ['a terminal, FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
])('%s: coloured is %s', (_, stream, env, isColoured) => {
  const { color } = displayOf(stream, env)
  expect(color.red('x')).toBe(isColoured ? '\u001b[31mx\u001b[39m' : 'x')
})

test('a line is as wide as the terminal, between 40 and 80 columns', () => {
  const columns = [60, 30, 120, 0].map((columns) => displayOf({ isTTY: true, columns }, {}).columns)
  expect([...columns, displayOf(file, {}).columns]).toEqual([60, 40, 80, 80, 80])
})

test('an event has one line in a log, and is wrapped on a terminal', () => {
  expect(eventDisplayOf(file, {}).columns).toBe(Infinity)
  expect(eventDisplayOf(terminal, {}).columns).toBe(80)
})

test.each<[string, typeof terminal, NodeJS.ProcessEnv, boolean]>([
  ['a terminal', terminal, { TERM: 'xterm' }, true],
  ['a terminal that cannot', terminal, { TERM: 'dumb' }, false],
  ['a terminal of CI', terminal, { CI: 'true' }, false],
  ['a file', file, {}, false],
])('%s: redrawn is %s', (_, stream, env, isOne) => expect(isRedrawable(stream, env)).toBe(isOne))
