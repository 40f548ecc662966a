import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Usage } from './exit.ts'
import { makeOutput, readInput } from './input.ts'

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-input-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const thrownBy = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

function expectRefusal(folder: string, reason: string): void {
  expect(thrownBy(() => makeOutput(folder))).toEqual(new Usage(`${folder} cannot be written to: ${reason}.`))
}

test('an output folder is made with those above it, and is empty', () => {
  const folder = path.join(emptyFolder(), 'a', 'b')
  makeOutput(folder)
  expect(readdirSync(folder)).toEqual([])
  makeOutput(folder)
})

test('a file is no output folder, and there is none below it', () => {
  const file = path.join(emptyFolder(), 'file')
  writeFileSync(file, '')
  expectRefusal(file, 'it is a file, or lies below one')
  expectRefusal(path.join(file, 'a', 'b'), 'it is a file, or lies below one')
})

test('a link that leads nowhere is no output folder', () => {
  const link = path.join(emptyFolder(), 'link')
  symlinkSync('nowhere', link)
  expectRefusal(link, 'no file can be made there')
})

test('root has no output folder in /proc either', ({ skip }) => {
  skip(!existsSync('/proc/self'), 'this system has no /proc')
  expectRefusal('/proc', 'no file can be made there')
  expectRefusal('/proc/a/b', 'no file can be made there')
})

test('a folder that may not be written to is no output folder', ({ skip }) => {
  skip(process.getuid?.() === 0, 'root may write everywhere')
  const folder = emptyFolder()
  chmodSync(folder, 0o500)
  expectRefusal(folder, 'permission denied')
  expectRefusal(path.join(folder, 'a'), 'permission denied')
})

test('an input that cannot be read is told with the reason', () => {
  const folder = emptyFolder()
  expect(() => readInput(folder)).toThrow(new Usage(`${folder} cannot be read: it is a folder.`))
  expect(() => readInput(`${folder}/a`)).toThrow(
    new Usage(`${folder}/a cannot be read: no such file or folder.`),
  )
})
