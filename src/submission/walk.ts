import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from './limits.ts'
import { isPassedOver, type Role, roleOf } from './names.ts'
import { namesIn, whyNotOpened } from './open.ts'
import { printableName, startOf } from './position.ts'
import { error, note, type Problem } from './problem.ts'

/** A file to read; `path` is relative to the submission, `file` is the same for people's eyes. */
export type Entry = { path: string; file: string; role: Role }

/** The contents of a folder; `hidden` names the files and folders that were not looked at. */
export type Listing = { entries: Entry[]; hidden: string[]; problems: Problem[] }

/** Lists the files of a folder in path order; follows no link and opens nothing. */
export async function walk(root: string): Promise<Listing> {
  const entries: Entry[] = []
  const hidden: string[] = []
  const problems: Problem[] = []
  let seen = 0
  let left = limits.names

  async function enter(folder: string, depth: number): Promise<void> {
    const at = startOf(printableName(folder === '' ? '.' : folder))
    const all = await namesIn(join(root, folder), left)
    left -= all.length
    hidden.push(...all.filter(isPassedOver).slice(0, limits.entries).map(printableName))
    let names = all.filter((name) => !isPassedOver(name))
    if (names.includes('Chart.yaml')) {
      problems.push(note('A Helm chart: its templates are not loaded; hand in values.yaml instead.', at))
      if (folder !== '') return
      names = names.filter((name) => !['Chart.yaml', 'templates', 'charts'].includes(name))
    }
    if (depth > limits.folders) {
      problems.push(error(`Folders nested more than ${limits.folders} levels deep are not read.`, at))
      return
    }
    for (const name of names) {
      seen += 1
      if (seen > limits.entries) return
      await visit(folder === '' ? name : `${folder}/${name}`, name, depth)
    }
  }

  async function visit(path: string, name: string, depth: number): Promise<void> {
    const file = printableName(path)
    const role = roleOf(name)
    try {
      const status = await lstat(join(root, path))
      if (status.isDirectory()) await enter(path, depth + 1)
      else if (status.isSymbolicLink())
        problems.push(
          (role === 'other' ? note : error)(
            'A symbolic link is not followed: hand in the file itself.',
            startOf(file),
          ),
        )
      else if (!status.isFile())
        problems.push(
          (role === 'other' ? note : error)(
            'Not a regular file: a pipe, socket or device is not read.',
            startOf(file),
          ),
        )
      else entries.push({ path, file, role })
    } catch (cause) {
      problems.push(error(whyNotOpened(cause), startOf(file)))
    }
  }

  await enter('', 0).catch((cause) => problems.push(error(whyNotOpened(cause), startOf('.'))))
  if (seen > limits.entries)
    problems.push(error(`More than ${limits.entries} files and folders: the rest is not read.`, startOf('.')))
  return { entries: entries.sort((a, b) => (a.path < b.path ? -1 : 1)), hidden, problems }
}
