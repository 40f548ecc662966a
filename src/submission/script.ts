import { posix } from 'node:path'
import type { Command, Find, Skipped, Target } from './command.ts'
import { readHelm } from './helm.ts'
import { readKubectl } from './kubectl.ts'
import { limits } from './limits.ts'
import { type Position, printable } from './position.ts'
import { logicalLines, splitWords, Unlisted } from './shell-words.ts'

/** A file of the submission that a command may name. */
export type Named = { path: string; file: string; role: string }

type Script = { commands: Command[]; skipped: Skipped[] }

/** Reads a submission's script, whose commands may name the submission's files, and in them what can be scaled. */
export function readScript(
  source: { path: string; file: string; text: string },
  files: Named[],
  workloads: (file: string) => Target[] = () => [],
): Script {
  return readLines(source, { files: finderFrom(posix.dirname(source.path), files), workloads })
}

/** Reads a script line by line: a supported line becomes a command, any other is skipped with a reason. */
export function readLines(source: { file: string; text: string }, find: Find): Script {
  const script: Script = { commands: [], skipped: [] }
  for (const { line, text, first } of logicalLines(source.text)) {
    const column = first.search(/\S|$/) + 1
    const position: Position = { file: source.file, line, column, text: printable(text.trim()) }
    try {
      if (script.commands.length === limits.commands)
        throw new Unlisted(`at most ${limits.commands} commands are supported`)
      const request = readLine(text, find)
      if (request !== undefined) script.commands.push({ ...position, ...request })
    } catch (cause) {
      if (!(cause instanceof Unlisted)) throw cause
      if (script.skipped.length < limits.commands)
        script.skipped.push({ position, text: position.text, reason: printable(cause.message) })
    }
  }
  return script
}

function readLine(text: string, find: Find) {
  if (/[^\P{Cc}\s]/u.test(text)) throw new Unlisted('it contains a control character')
  if (text.length > limits.commandText)
    throw new Unlisted(`it is longer than ${limits.commandText} characters: write values into values.yaml`)
  const words = splitWords(text.replace(/^\s*\$\s+/, ''))
  if (words.length > limits.words) throw new Unlisted(`it has more than ${limits.words} words`)
  const [tool, ...rest] = words[0] === 'sudo' ? words.slice(1) : words
  if (tool === undefined) return undefined
  if (tool === 'kubectl') return readKubectl(rest, find)
  if (tool === 'helm') return readHelm(rest, find)
  throw new Unlisted(`\`${tool}\` is not supported`)
}

// A learner may have stood in the script's own folder or at the top of the submission.
function finderFrom(folder: string, files: Named[]): Find['files'] {
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
