import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sampleReport } from '../report/sample.ts'
import { keepFeedback, restoreFeedback } from './feedback.ts'
import { sampleGrade } from './sample.ts'

let out: string

beforeEach(() => {
  out = mkdtempSync(path.join(tmpdir(), 'feedback-'))
})

afterEach(() => rmSync(out, { recursive: true }))

const report = sampleReport([], { score: 85, outOf: 100, gradable: true })
const at = (...parts: string[]) => path.join(out, ...parts)

function write(file: string, text: string): void {
  mkdirSync(path.dirname(at(file)), { recursive: true })
  writeFileSync(at(file), text)
}

test('what a grade has written takes the place of what was there', async () => {
  write('feedback/ada/evidence/old.txt', '')
  write('.grading/ada/evidence/new.txt', '')
  await keepFeedback(out, 'ada', at('.grading/ada'), report)
  expect(existsSync(at('feedback/ada/evidence/old.txt'))).toBe(false)
  expect(existsSync(at('feedback/ada/evidence/new.txt'))).toBe(true)
  expect(readFileSync(at('feedback/ada/report.md'), 'utf8')).toContain('## Assay: 85/100')
  expect(readFileSync(at('feedback/ada/report.html'), 'utf8')).toContain('<b>85</b> of 100 points')
})

test('of a grade that has written nothing there is no feedback, nor that of an earlier one', async () => {
  write('feedback/ada/report.md', '## Assay: 100/100')
  await keepFeedback(out, 'ada', at('.grading/ada'), undefined)
  expect(existsSync(at('feedback/ada'))).toBe(false)
})

test('reports that are gone are written again from the journal, and no others', async () => {
  write('feedback/bob/report.md', 'as it was')
  write('feedback/bob/report.html', 'as it was')
  await restoreFeedback(out, [
    sampleGrade('ada', { report }),
    sampleGrade('bob', { report }),
    sampleGrade('eve'),
  ])
  expect(readFileSync(at('feedback/ada/report.md'), 'utf8')).toContain('## Assay: 85/100')
  expect(readFileSync(at('feedback/ada/report.html'), 'utf8')).toContain('<b>85</b> of 100 points')
  expect(JSON.parse(readFileSync(at('feedback/ada/report.json'), 'utf8'))).toEqual(report)
  expect(readFileSync(at('feedback/bob/report.md'), 'utf8')).toBe('as it was')
  expect(existsSync(at('feedback/eve'))).toBe(false)
})
