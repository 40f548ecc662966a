import { describe, expect, test } from 'vitest'
import { answerOf } from './helm.ts'

const ended = (exitCode: number | null, stderr = '') => answerOf({ exitCode, stdout: 'out', stderr })

describe('Helm in its container', () => {
  test('its answer is handed on as it is', () => {
    expect(ended(0, 'WARNING: x\n')).toEqual({ exitCode: 0, stdout: 'out', stderr: 'WARNING: x\n' })
  })

  test('its refusal is its own, whatever it quotes', () => {
    const stderr = 'Error: INSTALLATION FAILED: cannot use "\nError response from daemon: x"\n'
    expect(ended(90, stderr)).toEqual({ exitCode: 1, stdout: 'out', stderr })
  })

  test('a want of memory is told in a sentence, and not as the shell tells it', () => {
    const stderr = 'Helm needs more than 512 MiB of memory for these values, and was stopped.'
    expect(ended(91, 'Killed\n')).toEqual({ exitCode: 1, stdout: 'out', stderr })
  })

  test.each([
    ['Docker knows no such container', 1, 'Error response from daemon: No such container: x\n'],
    ['the script could not begin, or Helm took too long', 125, 'Killed\n'],
    ['the image has no shell', 127, 'sh: not found'],
    ['the container was ended', 137, ''],
    ['Docker did not answer', null, ''],
  ])('%s: no answer, and no fault of a learner', (_, exitCode, stderr) => {
    expect(() => ended(exitCode, stderr)).toThrow(stderr.trim() || `it ended with ${exitCode}`)
  })
})
