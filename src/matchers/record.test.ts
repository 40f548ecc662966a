import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepRecord, notePods, noteState, openRecord } from './record.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'record-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const written = (name: string) => readFileSync(path.join(folder, 'it', name), 'utf8')
const open = () => openRecord(path.join(folder, 'it'))

test('the counts of Pods, in seconds since the first look', async () => {
  open()
  notePods({ running: 2, pending: 0, fits: 8 }, 10_000)
  notePods({ running: 8, pending: 8, fits: 8 }, 11_234)
  await keepRecord()
  expect(written('pods.csv')).toBe('seconds,running,pending,fits\n0.0,2,0,8\n1.2,8,8,8\n')
})

test('each change of a state once, in the order of time, and at the end what is still there', async () => {
  open()
  noteState('row', 'listed', 5_000)
  noteState('row', 'listed', 6_000)
  noteState('old Pod', 'there', 1_000)
  noteState('old Pod', '', 7_000)
  await keepRecord(9_000)
  expect(written('life.csv')).toBe(
    'seconds,thing,state\n0.0,old Pod,there\n4.0,row,listed\n6.0,old Pod,\n8.0,row,listed\n',
  )
})

test('a name cannot break out of its cell, and is in visible characters', async () => {
  open()
  noteState('a",\n"b\u001b[2J', '\u202ec', 0)
  await keepRecord(0)
  expect(written('life.csv')).toBe('seconds,thing,state\n0.0,"a"",\n""b",c\n0.0,"a"",\n""b",c\n')
})

test('a check that noted nothing leaves nothing, nor does one without a record', async () => {
  open()
  await keepRecord()
  notePods({ running: 1, pending: 0, fits: 1 })
  await keepRecord()
  expect(readdirSync(folder)).toEqual([])
})

test('the tables are bounded', async () => {
  open()
  for (let i = 0; i < 6000; i++) {
    notePods({ running: i, pending: 0, fits: 1 })
    noteState('Pod', `${i}`)
  }
  await keepRecord()
  expect(written('pods.csv').split('\n')).toHaveLength(5002)
  expect(written('life.csv').split('\n')).toHaveLength(5003)
})

test('a table that cannot be written fails nothing', async () => {
  writeFileSync(path.join(folder, 'it'), 'a file')
  open()
  notePods({ running: 1, pending: 0, fits: 1 })
  await keepRecord()
  expect(existsSync(path.join(folder, 'it', 'pods.csv'))).toBe(false)
})
