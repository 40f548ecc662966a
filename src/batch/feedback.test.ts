import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyPolicy } from '../gradebook/policy/apply.ts'
import { samplePolicy } from '../gradebook/policy/sample.ts'
import type { Row } from '../gradebook/row.ts'
import type { Show } from '../report/policy.ts'
import { sampleReport, sampleResult } from '../report/sample.ts'
import { keepFeedback, renewFeedback } from './feedback.ts'

let out: string

beforeEach(() => {
  out = mkdtempSync(path.join(tmpdir(), 'feedback-'))
})

afterEach(() => rmSync(out, { recursive: true }))

const finding = { expected: 'one row', observed: 'SECRET', hint: 'HINT' }
const checks = [sampleResult('data-survives', { verdict: 'fail', finding })]
const report = sampleReport(checks, { score: 85, outOf: 100, gradable: true })
const at = (...parts: string[]) => path.join(out, ...parts)
const read = (file: string) => readFileSync(at(file), 'utf8')

function write(file: string, text: string): void {
  mkdirSync(path.dirname(at(file)), { recursive: true })
  writeFileSync(at(file), text)
}

/** A row under a policy that shows so much. */
function rowOf(id: string, show: Show = 'all', rest: Partial<Row> = {}): Row {
  const row: Row = { learner: { id, name: id }, standing: 'graded', report, ...rest }
  return show === 'all' ? row : applyPolicy(row, [], samplePolicy({ show }))
}

/** Everything below a folder, as paths; nothing if it is not there. */
const filesIn = (folder: string) =>
  existsSync(at(folder)) ? readdirSync(at(folder), { recursive: true, encoding: 'utf8' }).sort() : []

const EVIDENCE = ['evidence', 'evidence/new.txt']
const REPORTS = ['report.html', 'report.json', 'report.md']

const keep = (show: Show, row = rowOf('ada', show)) => keepFeedback({ out, show }, row, at('.grading/ada'))
const renew = (show: Show, rows = [rowOf('ada', show)]) => renewFeedback({ out, show }, rows)

test('what a grade has written takes the place of what was there', async () => {
  write('feedback/ada/evidence/old.txt', '')
  write('.grading/ada/evidence/new.txt', '')
  await keep('all')
  expect(filesIn('feedback/ada')).toEqual([...EVIDENCE, ...REPORTS])
  expect(read('feedback/ada/report.md')).toContain('## Assay: 85/100')
  expect(read('feedback/ada/report.html')).toContain('<b>85</b> of 100 points')
  expect(existsSync(at('complete'))).toBe(false)
})

test('of a grade that has written nothing there is no feedback, nor that of an earlier one', async () => {
  write('feedback/ada/report.md', '## Assay: 100/100')
  write('complete/ada/report.md', '## Assay: 100/100')
  await keep('no-hint')
  expect([...filesIn('feedback/ada'), ...filesIn('complete/ada')]).toEqual([])
})

test('what was written without a report is not for learners who see less than all', async () => {
  write('.grading/ada/report.json', 'SECRET')
  await keep(
    'verdict-only',
    applyPolicy({ learner: { id: 'ada', name: 'Ada' }, standing: 'not gradable' }, [], samplePolicy()),
  )
  expect([filesIn('feedback'), filesIn('complete/ada')]).toEqual([[], ['report.json']])
})

test('without hints a learner has a copy with the evidence', async () => {
  write('.grading/ada/evidence/new.txt', 'SECRET')
  await keep('no-hint')
  expect(filesIn('complete/ada')).toEqual([...EVIDENCE, ...REPORTS])
  expect(filesIn('feedback/ada')).toEqual([...EVIDENCE, ...REPORTS])
  expect(read('complete/ada/report.md')).toContain('HINT')
  expect(read('feedback/ada/report.md')).toContain('SECRET')
  for (const file of REPORTS) expect(read(`feedback/ada/${file}`)).not.toContain('HINT')
})

test('of verdicts alone a learner has two files, and nothing more in them', async () => {
  write('.grading/ada/evidence/new.txt', 'SECRET')
  write('.grading/ada/picture.svg', 'SECRET')
  await keep('verdict-only')
  expect(filesIn('complete/ada')).toEqual([...EVIDENCE, 'picture.svg', ...REPORTS])
  expect(filesIn('feedback/ada')).toEqual(REPORTS)
  for (const file of REPORTS) expect(read(`feedback/ada/${file}`)).not.toMatch(/SECRET|HINT|evidence/)
})

test('another policy moves what is there, and none gives all of it back', async () => {
  write('.grading/ada/evidence/new.txt', 'as it was')
  await keep('all')
  const before = filesIn('feedback')
  for (const show of ['verdict-only', 'no-hint', 'verdict-only'] as const) {
    await renew(show)
    expect(filesIn('complete/ada')).toEqual([...EVIDENCE, ...REPORTS])
    expect(filesIn('feedback/ada')).toEqual(show === 'no-hint' ? [...EVIDENCE, ...REPORTS] : REPORTS)
  }
  await renew('all')
  expect(filesIn('feedback')).toEqual(before)
  expect(existsSync(at('complete'))).toBe(false)
  expect(read('feedback/ada/evidence/new.txt')).toBe('as it was')
  expect(JSON.parse(read('feedback/ada/report.json'))).toEqual(report)
})

test('nothing is left to see of those who have no grade any more, or are not in the roster', async () => {
  for (const id of ['bob', 'eve']) write(`feedback/${id}/evidence/new.txt`, 'SECRET')
  write('complete/eve/report.md', 'whole')
  const bob = applyPolicy(
    { learner: { id: 'bob', name: 'Bob' }, standing: 'not graded yet' },
    [],
    samplePolicy(),
  )
  await renew('verdict-only', [rowOf('ada', 'verdict-only'), bob])
  expect(filesIn('feedback')).toEqual(['ada', ...REPORTS.map((file) => `ada/${file}`)])
  expect(filesIn('complete/bob')).toEqual(EVIDENCE)
  expect(filesIn('complete/eve')).toEqual(['report.md'])
})

test('a copy that was not finished is made again', async () => {
  write('complete/ada/evidence/new.txt', '')
  await renew('no-hint')
  rmSync(at('feedback/ada/report.json'))
  rmSync(at('feedback/ada/evidence'), { recursive: true })
  await renew('no-hint')
  expect(filesIn('feedback/ada')).toEqual([...EVIDENCE, ...REPORTS])
})

test('a copy that is as it should be is left alone', async () => {
  await renew('no-hint')
  write('feedback/ada/report.md', 'as it was')
  await renew('no-hint')
  expect(read('feedback/ada/report.md')).toBe('as it was')
})

test('reports that are gone are written again from the journal, and no others', async () => {
  await renew('all', [rowOf('bob')])
  write('feedback/bob/report.md', 'as it was')
  const { report: _, ...eve } = rowOf('eve')
  await renew('all', [rowOf('ada'), rowOf('bob'), eve])
  expect(read('feedback/ada/report.md')).toContain('## Assay: 85/100')
  expect(JSON.parse(read('feedback/ada/report.json'))).toEqual(report)
  expect(read('feedback/bob/report.md')).toBe('as it was')
  expect(existsSync(at('feedback/eve'))).toBe(false)
})
