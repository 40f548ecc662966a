import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { renderMarkdown } from '../markdown.ts'
import { CLASSROOM50_VARIABLES } from './classroom50.ts'
import { clearFormats, formatNames, formatsNamed, writeFormats } from './formats.ts'
import { gradable, notGradable } from './sample.ts'

const environment = Object.fromEntries(CLASSROOM50_VARIABLES.map((name) => [name, `the ${name}`]))
const all = formatsNamed(formatNames, environment)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'assay-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('each format has the name that its readers look for', () => {
  const said = writeFormats(folder, gradable, all, environment)
  expect(readdirSync(folder).sort()).toEqual(['junit.xml', 'report.md', 'result.json', 'results.json'])
  expect(readFileSync(path.join(folder, 'report.md'), 'utf8')).toBe(renderMarkdown(gradable))
  expect(said[0]).toBe(`For junit: ${path.join(folder, 'junit.xml')}`)
})

test('a run that is not gradable leaves no result, not even an older one', () => {
  writeFormats(folder, gradable, all, environment)
  const said = writeFormats(folder, notGradable, all, environment)
  expect(readdirSync(folder).sort()).toEqual(['junit.xml', 'report.md'])
  expect(said[2]).toBe(
    'results.json is not written: gradescope has no result for a run that is not gradable.',
  )
})

test('only the files of the chosen formats are removed', () => {
  for (const name of ['result.json', 'results.json', 'mine.json'])
    writeFileSync(path.join(folder, name), '{}')
  clearFormats(folder, formatsNamed(['gradescope'], {}))
  expect(readdirSync(folder).sort()).toEqual(['mine.json', 'result.json'])
  expect(existsSync(folder)).toBe(true)
})

test('a format that is named twice is written once', () =>
  expect(formatsNamed(['junit', 'junit'], {}).map(({ file }) => file)).toEqual(['junit.xml']))

test.each([
  [['junt'], 'there is no format junt: did you mean junit?'],
  [['classroom50'], `--format classroom50 needs the environment of its runner; not set: CLASSROOM, `],
])('%j is told before anything is graded', (names, words) =>
  expect(() => formatsNamed(names, {})).toThrow(words),
)
