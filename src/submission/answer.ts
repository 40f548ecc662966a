import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The folder of an answer within what somebody handed in: in a fork of this project that is `submission/`, there or
 * not, since all else in it is the project's own, the reference among it.
 */
export function answerIn(folder: string): string {
  const own = path.join(folder, 'submission')
  return existsSync(own) || isFork(folder) ? own : folder
}

function isFork(folder: string): boolean {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).name === 'assay'
  } catch {
    return false
  }
}
