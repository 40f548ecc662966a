import { stat } from 'node:fs/promises'
import path from 'node:path'
import { readRegularFile } from './open.ts'

/**
 * The folder of the answer within a learner's folder. In a fork of this project that is `submission/`, even
 * if it does not exist: everything else there belongs to the project, the reference included.
 */
export async function answerIn(folder: string): Promise<string> {
  const own = path.join(folder, 'submission')
  return (await isFolder(own)) || (await isFork(folder)) ? own : folder
}

async function isFolder(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => undefined)
  return found?.isDirectory() ?? false
}

async function isFork(folder: string): Promise<boolean> {
  try {
    const bytes = await readRegularFile(folder, 'package.json')
    return JSON.parse(Buffer.from(bytes).toString('utf8')).name === 'assay'
  } catch {
    return false
  }
}
