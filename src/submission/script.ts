import { posix } from 'node:path'
import { type Command, type Find, type Skipped, type Target, UNSEEN } from './command.ts'
import { limits } from './limits.ts'
import { finderFrom, type Named } from './named.ts'
import { type Position, printable } from './position.ts'
import { Shell } from './shell.ts'
import { commandOf, type Pipeline, pipelines } from './shell-lines.ts'
import { Unlisted, unsupported } from './shell-words.ts'
import type { Value } from './variables.ts'

type Script = { commands: Command[]; skipped: Skipped[] }

type Source = { path: string; file: string; text: string }

/**
 * Reads a submission's scripts, whose commands may name the submission's files, and in them what can be scaled. A variable
 * that a script does not set is the last one of the scripts before it, or else the first of those after it.
 */
export function readScripts(
  sources: Source[],
  files: Named[],
  workloads: (file: string) => Target[] = () => [],
): Script {
  const before = new Map<string, Value>()
  const first = new Map<string, Value>()
  // What a script sets is known before the others are read: only of several it is worth another look.
  for (const source of sources.length > 1 ? sources : [])
    for (const [name, value] of readLines(source, UNSEEN).variables)
      if (!first.has(name)) first.set(name, value)
  const scripts = sources.map((source) => {
    const find = { files: finderFrom(posix.dirname(source.path), files), workloads }
    const script = readLines(source, find, (name) => before.get(name) ?? first.get(name))
    for (const [name, value] of script.variables) before.set(name, value)
    return script
  })
  return {
    commands: scripts.flatMap(({ commands }) => commands),
    skipped: scripts.flatMap(({ skipped }) => skipped),
  }
}

/** Reads a script command by command: one that is supported is listed, any other is skipped with a reason. */
export function readLines(
  source: { file: string; text: string },
  find: Find,
  others?: (name: string) => Value | undefined,
): Script & { variables: [string, Value][] } {
  const script: Script = { commands: [], skipped: [] }
  const shell = new Shell(find, others)
  for (const pipeline of pipelines(source.text)) {
    const { line, column, text } = pipeline
    const position: Position = { file: source.file, line, column, text: printable(text) }
    try {
      if (script.commands.length === limits.commands)
        throw new Unlisted(`at most ${limits.commands} commands are supported`)
      const request = readPipeline(pipeline, shell)
      if (request !== undefined) script.commands.push({ ...position, ...request })
    } catch (cause) {
      if (!(cause instanceof Unlisted)) throw cause
      shell.forget(text)
      if (script.skipped.length < limits.commands)
        script.skipped.push({ position, text: position.text, reason: printable(cause.message) })
    }
  }
  return { ...script, variables: shell.variables.known }
}

/** What does nothing to the cluster where a command has failed. */
const SAID = ['true', ':', 'echo', 'exit']

function readPipeline(
  { parts: [first = '', ...readers], isFallback, hasHereDocument }: Pipeline,
  shell: Shell,
) {
  if (isFallback && SAID.includes(commandOf(first))) return undefined
  if (isFallback) throw new Unlisted('what follows || runs only if the command before it fails')
  if (hasHereDocument) throw new Unlisted('a here-document is not read: save the YAML in it as a .yaml file')
  // What others read of a command is nothing to it; a command that reads is another one with each text.
  if (readers.some((text) => shell.toolOf(commandOf(text)))) throw unsupported('|')
  return shell.read(first)
}
