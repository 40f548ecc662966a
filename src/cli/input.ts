import { type Dirent, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { codeOf } from '../submission/open.ts'
import { Usage } from './exit.ts'

/** Reads a file that the command line names. Throws {@link Usage} if it cannot be read. */
export function readInput(file: string): string {
  return orUsage(`${file} cannot be read`, () => readFileSync(file, 'utf8'))
}

/** Lists a folder that the command line names. Throws {@link Usage} if it cannot be read. */
export function listInput(folder: string): Dirent[] {
  return orUsage(`${folder} cannot be read`, () => readdirSync(folder, { withFileTypes: true }))
}

/**
 * Makes a folder that the command line names for the output, and tries to write a file into it: root may do so by its
 * permissions everywhere. Throws {@link Usage} if it cannot be written to.
 */
export function makeOutput(folder: string): void {
  const write = () => {
    makeFolder(path.resolve(folder))
    const trial = path.join(folder, `.trial-${process.pid}`)
    writeFileSync(trial, '')
    rmSync(trial)
  }
  orUsage(`${folder} cannot be written to`, write, { ...REASONS, ENOENT: 'no file can be made there' })
}

/** Makes a folder and those above it. Node's own recursive `mkdir` never ends below /proc, where nobody may make one. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(path.dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another process may have made it in the meantime.
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** What a user can do something about. */
const REASONS: Record<string, string> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is a file, or lies below one',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'it is a link that leads to itself',
}

/** Any other error of the system, such as a full disk, is thrown as it is. */
function orUsage<T>(problem: string, work: () => T, reasons = REASONS): T {
  try {
    return work()
  } catch (error) {
    const reason = reasons[codeOf(error)]
    throw reason === undefined ? error : new Usage(`${problem}: ${reason}.`)
  }
}
