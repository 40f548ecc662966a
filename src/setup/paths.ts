import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's own folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The folder for image archives and build logs between runs. */
export const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'assay')

/** A path below `fixtures/`. */
export const fixture = (...parts: string[]) => path.join(root, 'fixtures', ...parts)
