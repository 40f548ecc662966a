import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './paths.ts'

/** Assay's own version. */
export function assayVersion(): string {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version
}
