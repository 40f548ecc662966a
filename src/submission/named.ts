import { posix } from 'node:path'
import type { Find } from './command.ts'
import { Unlisted } from './shell-words.ts'

/** A file of the submission that a command may name. */
export type Named = { path: string; file: string; role: string }

/**
 * Finds the files that a command in a script of this folder names; throws {@link Unlisted} where there is none, or no one.
 * A learner may have stood in the script's own folder or at the top of the submission.
 */
export function finderFrom(folder: string, files: Named[]): Find['files'] {
  return (name, recursive) => {
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name))
      throw new Unlisted(`the URL ${name} is not fetched: hand in the file`)
    if (name === '-') throw new Unlisted('standard input is not supported')
    const here = posix.normalize(posix.join(folder, name))
    const isOutside = name.startsWith('/') || here.split('/')[0] === '..'
    const tries = isOutside ? [] : [here, posix.normalize(name)]
    for (const path of tries.map((path) => path.replace(/\/$/, ''))) {
      const found = files.filter((file) => file.path === path)
      if (found.length > 0) return found.map(({ file }) => file)
      const inside = files.filter(
        ({ path: one, role }) => role !== 'commands' && isInside(one, path, recursive),
      )
      if (inside.length > 0) return inside.map(({ file }) => file)
    }
    // It may have been handed in into another folder than the one it was used in.
    const named = files.filter(({ path }) => posix.basename(path) === posix.basename(name))
    if (named.length === 1) return named.map(({ file }) => file)
    if (isOutside) throw new Unlisted(`the file ${name} is outside the submission`)
    if (named.length > 1)
      throw new Unlisted(`the submission has ${named.length} files called ${posix.basename(name)}`)
    throw new Unlisted(`the submission has no file ${name}`)
  }
}

function isInside(path: string, folder: string, recursive: boolean): boolean {
  const parent = posix.dirname(path)
  return parent === folder || (recursive && (folder === '.' || parent.startsWith(`${folder}/`)))
}
