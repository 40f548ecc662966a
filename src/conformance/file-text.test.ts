import { expect, test } from 'vitest'
import { textOf } from './file-text.ts'

test('a file is its text, or its pieces with some of them repeated', () => {
  expect(textOf('a: 1\n')).toBe('a: 1\n')
  expect(textOf(['a: [', { repeat: '0,', times: 3 }, ']'])).toBe('a: [0,0,0,]')
})

test('a repeated piece may say how often it was repeated', () => {
  expect(textOf([{ repeat: 'name: x-NUMBER\n', times: 2 }])).toBe('name: x-1\nname: x-2\n')
})
