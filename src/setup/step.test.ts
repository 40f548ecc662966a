import { expect, test } from 'vitest'
import { PLAIN } from '../output/display.ts'
import { renderLive, renderStep } from './step.ts'

test('the live line says which step of how many, for how long, and what was said last', () => {
  expect(renderLive('images', [3, 4], 83_400, 'node: go: downloading k8s.io/api')).toBe(
    '   ...  step 3 of 4, images (83 s): node: go: downloading k8s.io/api',
  )
  expect(renderLive('engine', [1, 4], 0, '')).toBe('   ...  step 1 of 4, engine (0 s)')
})

test('what a program says moves nothing on the terminal', () => {
  expect(renderLive('images', [3, 4], 0, '\u001b[2K\u001b[1mpulling\u001b[0m\r\nmore\u0007')).not.toMatch(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    /[\u0000-\u001f]/,
  )
})

test('a long text hangs below itself, and a path in it stays whole', () => {
  const path = `/var/lib/${'a-long-name/'.repeat(8)}build.log`
  expect(renderStep('images', `building the node image; log: ${path}`, { ...PLAIN, columns: 80 })).toBe(
    `setup  images       building the node image; log:\n${' '.repeat(20)}${path}`,
  )
})
