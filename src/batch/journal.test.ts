import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Usage } from '../cli/exit.ts'
import { Journal } from './journal.ts'
import { sampleControl, sampleGrade } from './sample.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'journal-'))
  file = path.join(folder, 'journal.jsonl')
})

afterEach(() => rmSync(folder, { recursive: true }))

function write(...entries: Parameters<Journal['add']>[0][]) {
  const journal = Journal.open(file)
  for (const entry of entries) journal.add(entry)
  journal.close()
}

const read = () => {
  const journal = Journal.open(file)
  journal.close()
  return journal.entries
}

test('a journal holds what was added, in that order', () => {
  write(sampleGrade('ada'), sampleControl(true))
  write(sampleGrade('bob'))
  expect(read()).toEqual([sampleGrade('ada'), sampleControl(true), sampleGrade('bob')])
})

test('a new journal holds nothing', () => {
  expect(read()).toEqual([])
})

test('of a journal cut off anywhere, every line that was whole is read, and it goes on from there', () => {
  write(sampleGrade('ada'), sampleGrade('bob'))
  const bytes = readFileSync(file)
  const first = bytes.indexOf('\n') + 1
  for (let length = bytes.length - 1; length >= 0; length -= 7) {
    writeFileSync(file, bytes)
    truncateSync(file, length)
    write(sampleGrade('eve'))
    const before = length >= first ? [sampleGrade('ada')] : []
    expect(read()).toEqual([...before, sampleGrade('eve')])
  }
})

test('what a power cut left of a line is taken out, also where the disk filled it with nothing', () => {
  write(sampleGrade('ada'))
  appendFileSync(file, '\0'.repeat(100))
  write(sampleGrade('eve'))
  expect(read()).toEqual([sampleGrade('ada'), sampleGrade('eve')])
})

test('a line that is none of ours is told, and nothing is thrown away', () => {
  write(sampleGrade('ada'))
  appendFileSync(file, '{"kind":"note"}\n')
  const before = readFileSync(file, 'utf8')
  expect(() => Journal.open(file)).toThrow(Usage)
  expect(() => Journal.open(file)).toThrow('journal.jsonl:2 is not an entry of a journal')
  expect(readFileSync(file, 'utf8')).toBe(before)
})
