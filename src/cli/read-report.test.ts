import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eachVerdict, sampleReport } from '../report/sample.ts'
import { Usage } from './exit.ts'
import { readReport } from './read-report.ts'

let file: string
beforeEach(() => {
  file = path.join(mkdtempSync(path.join(tmpdir(), 'assay-')), 'report.json')
})
afterEach(() => rmSync(path.dirname(file), { recursive: true }))

const report = sampleReport(eachVerdict)

function thrownFor(text: string): Error {
  writeFileSync(file, text)
  try {
    readReport(file)
  } catch (error) {
    return error as Error
  }
  throw new Error('it was read')
}

test('a report is read as it was written', () => {
  writeFileSync(file, JSON.stringify(report))
  expect(readReport(file)).toEqual(report)
})

test('a file that is not there is named', () =>
  expect(() => readReport(file)).toThrow(`${file} cannot be read: no such file or folder.`))

test.each([
  ['half of a report', JSON.stringify(report).slice(0, 99), 'is not JSON: '],
  ['an empty file', '', 'is not JSON: '],
  ['another JSON', '[]', 'is not a report that this Assay reads:\n✖ Invalid input: expected object'],
  ['a newer report', JSON.stringify({ ...report, schema: 2 }), 'expected 1\n  → at schema'],
  ['an unknown field', JSON.stringify({ ...report, '\u001b[31mgrade': 1 }), 'Unrecognized key: "grade"'],
])('%s is refused in words', (_, text, words) => {
  const error = thrownFor(text)
  expect(error).toBeInstanceOf(Usage)
  expect(error.message).toContain(words)
  expect(error.message).not.toMatch(/(?!\n)\p{Cc}/u)
})
