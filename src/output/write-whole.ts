import { renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Writes a file atomically: readers see either the old text or the new. */
export function writeWhole(file: string, text: string): void {
  const partial = path.join(path.dirname(file), `.${path.basename(file)}`)
  try {
    writeFileSync(partial, text)
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}
