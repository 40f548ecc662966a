import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { codeOf } from '../submission/open.ts'
import { Usage } from './exit.ts'

/** Reads a file that the command line names. Throws {@link Usage} if it cannot be read. */
export function readInput(file: string): string {
  return orUsage(file, () => readFileSync(file, 'utf8'))
}

/** Lists a folder that the command line names. Throws {@link Usage} if it cannot be read. */
export function listInput(folder: string): Dirent[] {
  return orUsage(folder, () => readdirSync(folder, { withFileTypes: true }))
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is a file',
}

function orUsage<T>(place: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const code = codeOf(error)
    throw new Usage(`${place} cannot be read: ${REASONS[code] ?? code}.`)
  }
}
