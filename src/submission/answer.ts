import { stat } from 'node:fs/promises'
import path from 'node:path'
import { readRegularFile } from './open.ts'

/**
 * The folder of an answer within what somebody handed in: in a fork of this project that is `submission/`, there or
 * not, since all else in it is the project's own, the reference among it.
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
