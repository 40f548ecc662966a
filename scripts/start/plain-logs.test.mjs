import { expect, test } from 'vitest'
import { keepLogsPlain } from './plain-logs.mjs'

test.each([
  ['a log', undefined, undefined, {}, '1'],
  ['a log on CI', undefined, undefined, { CI: 'true' }, '1'],
  ['a log, FORCE_COLOR', undefined, undefined, { FORCE_COLOR: '1' }, undefined],
  ['a log, NO_COLOR without a value', undefined, undefined, { NO_COLOR: '' }, '1'],
  ['a terminal', true, true, {}, undefined],
  ['progress on a terminal, the report in a file', undefined, true, {}, undefined],
])('%s', (_, stdout, stderr, env, expected) => {
  keepLogsPlain({ stdout: { isTTY: stdout }, stderr: { isTTY: stderr }, env })
  expect(env.NO_COLOR).toBe(expected)
})
