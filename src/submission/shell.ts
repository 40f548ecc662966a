import { posix } from 'node:path'
import type { CommandRequest, Find } from './command.ts'
import { readHelm } from './helm.ts'
import { readKubectl } from './kubectl.ts'
import { limits } from './limits.ts'
import { commandOf } from './shell-lines.ts'
import { splitWords, Unlisted, unexpanded } from './shell-words.ts'
import { STAND_IN, type Value, Variables } from './variables.ts'

/** What goes to another folder. */
const GOES = ['cd', 'pushd', 'popd']

type Tool = 'kubectl' | 'helm'

type Request = CommandRequest & { argv: string[] }

const isTool = (name: string): name is Tool => name === 'kubectl' || name === 'helm'

const TOO_LONG = `it is longer than ${limits.commandText} characters: write values into values.yaml`

/** What the lines of a script leave behind for those after them: variables, aliases and the folder. Nothing is run. */
export class Shell {
  readonly variables: Variables
  /** The workshop has everybody write `alias k=kubectl`, which seldom is handed in. */
  private readonly aliases = new Map<string, Tool>([['k', 'kubectl']])

  /** Where the learner stands, from where the script began; not given if nobody knows. */
  private folder: string | undefined = ''

  private readonly find: Find

  constructor({ files, workloads }: Find, others?: (name: string) => Value | undefined) {
    this.variables = new Variables(others)
    this.find = { workloads, files: (name, recursive) => files(this.fromHere(name), recursive) }
  }

  /** The tool that a command calls, by its own name or by an alias. */
  toolOf(name: string): Tool | undefined {
    return isTool(name) ? name : this.aliases.get(name)
  }

  /** Takes note that a command which is not read may have set a variable, or gone to another folder. */
  forget(text: string): void {
    this.variables.forget(text)
    // `cd "$(dirname "$0")"` goes to the script's own.
    if (GOES.includes(commandOf(text))) this.folder = text.includes('dirname') ? '' : undefined
  }

  /** Reads a command; nothing comes of one that only sets variables or aliases. Throws {@link Unlisted}. */
  read(text: string): Request | undefined {
    if (/[^\P{Cc}\s]/u.test(text)) throw new Unlisted('it contains a control character')
    if (text.length > limits.commandText) throw new Unlisted(TOO_LONG)
    const { words, assignments, unset } = splitWords(text.replace(/^\s*\$\s+/, ''), this.variables)
    if (words.length > limits.words) throw new Unlisted(`it has more than ${limits.words} words`)
    const values = assignments.map(([, value]) => value.text)
    if ([...words, ...values].join(' ').length > limits.commandText) throw new Unlisted(TOO_LONG)
    if (isOnlyAssigned(words)) for (const [name, value] of assignments) this.variables.set(name, value)
    else return unset === undefined ? this.called(words) : this.calledWithout(unset, words)
    return undefined
  }

  private called(words: string[]): Request | undefined {
    const [name = '', ...rest] = words[0] === 'sudo' ? words.slice(1) : words
    const tool = this.toolOf(name)
    if (tool === 'kubectl') return readKubectl(rest, this.find)
    if (tool === 'helm') return readHelm(rest, this.find)
    if (name === 'cd' || name === 'pushd') return this.enter(rest)
    if (name !== 'alias' || !rest.every((word) => this.alias(word)))
      throw new Unlisted(`\`${name}\` is not supported`)
    return undefined
  }

  private enter([folder, ...more]: string[]): undefined {
    const isKnown =
      folder !== undefined &&
      more.length === 0 &&
      !folder.includes(STAND_IN) &&
      !/^([-~/]|[a-z]:)/i.test(folder)
    const there = isKnown && this.folder !== undefined ? posix.join(this.folder, folder) : '..'
    this.folder = there.split('/')[0] === '..' ? undefined : there
  }

  /** A file's name from where the script began. One that is a file's alone is found wherever the learner stands. */
  private fromHere(name: string): string {
    if (this.folder !== undefined)
      return this.folder === '' || isElsewhere(name) ? name : posix.join(this.folder, name)
    if (isElsewhere(name) || /\.(ya?ml|json|txt)$/i.test(name)) return name
    throw new Unlisted(`after \`cd\` nobody knows which folder ${name} is`)
  }

  private alias(word: string): boolean {
    const at = word.indexOf('=')
    const [name, tool] = [word.slice(0, at), word.slice(at + 1)]
    if (at < 1 || !isTool(tool) || this.aliases.size === limits.variables) return false
    this.aliases.set(name, tool)
    return true
  }

  /** Reads a command with a variable that nobody sets: it may be in a value for Helm, and in nothing that decides what is done. */
  private calledWithout(unset: string, words: string[]): Request | undefined {
    try {
      const request = this.called(words)
      const { argv, files, values, set, setString, ...decided }: Record<string, unknown> = { ...request }
      if (JSON.stringify(decided).includes(STAND_IN)) throw unexpanded(unset)
      return request
    } catch (cause) {
      // The learner has written a variable, and nothing of what stands in for it.
      throw cause instanceof Unlisted && cause.message.includes(STAND_IN) ? unexpanded(unset) : cause
    }
  }
}

/** Whether a name begins at the root, or is none of a file here. */
const isElsewhere = (name: string) =>
  name === '-' || name.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(name)

/** Whether a command sets variables and does nothing else. */
function isOnlyAssigned([first, ...names]: string[]): boolean {
  return first === undefined || (first === 'export' && names.every((name) => /^[A-Za-z_]\w*$/.test(name)))
}
