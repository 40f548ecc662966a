import { accessSync, constants, type Dirent, mkdirSync, readdirSync, readFileSync } from 'node:fs'
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

/** Makes a folder that the command line names for the output. Throws {@link Usage} if it cannot be written to. */
export function makeOutput(folder: string): void {
  orUsage(`${folder} cannot be written to`, () => {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  })
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is a file, or lies below one',
  EEXIST: 'it is a file',
  EROFS: 'the file system is read-only',
}

function orUsage<T>(problem: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = codeOf(error)
    throw new Usage(`${problem}: ${REASONS[code] ?? code}.`)
  }
}
