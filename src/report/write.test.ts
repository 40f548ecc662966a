import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eachVerdict, sampleReport } from './sample.ts'
import { clearReport, writeReport } from './write.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'assay-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const written = (directory = folder) => JSON.parse(readFileSync(path.join(directory, 'report.json'), 'utf8'))

test('makes the folder and leaves the report alone in it', () => {
  const deep = path.join(folder, 'a', 'b')
  const report = sampleReport(eachVerdict)
  writeReport(deep, report)
  expect(written(deep)).toEqual(report)
  expect(readdirSync(deep)).toEqual(['report.json'])
})

test('replaces an older report, and what a run that was killed has left half written', () => {
  writeReport(folder, sampleReport([]))
  writeFileSync(path.join(folder, '.report.json'), '{"schema": 1, "subm')
  writeReport(folder, sampleReport(eachVerdict))
  expect(written().checks).toHaveLength(eachVerdict.length)
  expect(readdirSync(folder)).toEqual(['report.json'])
})

test('leaves the last valid report where a new one cannot be written', () => {
  const report = sampleReport(eachVerdict)
  writeReport(folder, report)
  const unwritable = { ...report, score: 1n as unknown as number }
  expect(() => writeReport(folder, unwritable)).toThrow(TypeError)
  expect(written()).toEqual(report)
  expect(readdirSync(folder)).toEqual(['report.json'])
})

test('a run before leaves nothing of its own, and what is not a report’s stays', () => {
  writeReport(folder, sampleReport(eachVerdict))
  for (const name of ['report.html', 'notes.txt']) writeFileSync(path.join(folder, name), '')
  mkdirSync(path.join(folder, 'evidence', 'it'), { recursive: true })
  clearReport(folder)
  expect(readdirSync(folder)).toEqual(['notes.txt'])
})
