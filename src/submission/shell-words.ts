import type { Value, Variables } from './variables.ts'

/** A command line that will not be replayed; the message says why, and quotes the cause. */
export class Unlisted extends Error {}

const operators: Record<string, string> = {
  '|': 'a pipe (|)',
  '&': 'running in the background or a chain (&)',
  ';': 'several commands on a line (;)',
  '<': 'a redirection (<)',
  '>': 'a redirection (>)',
  '(': 'a subshell',
  ')': 'a subshell',
  '*': 'a wildcard (*)',
  '?': 'a wildcard (?)',
  '[': 'a wildcard ([)',
  '{': 'a placeholder or brace expansion ({)',
  '}': 'a placeholder or brace expansion (})',
}

/** The words of a command; what it sets comes before them, or after `export`. */
export type Words = {
  words: string[]
  assignments: [name: string, value: Value][]
  /** The first variable that nobody sets, as it is written; a stand-in is in its place. */
  unset?: string
}

/**
 * Splits a command into words as a POSIX shell does, with its variables filled in and what it writes to a file left out.
 * Throws {@link Unlisted} if the shell would expand or chain anything else.
 */
export function splitWords(line: string, variables: Variables): Words {
  return new Splitter(line, variables).split()
}

const NAME = /[A-Za-z_]\w*/y
const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/y

class Splitter {
  private readonly words: string[] = []
  private readonly assignments: [string, Value][] = []
  private unset: string | undefined
  private word: string | undefined
  /** The name that the word gives a value to, if it does, and the first variable in that value that nobody sets. */
  private assigned: { name: string; unset?: string } | undefined
  /** The word is the file of a redirection. */
  private isRedirected = false
  private i = 0

  constructor(
    private readonly line: string,
    private readonly variables: Variables,
  ) {}

  split(): Words {
    const { line } = this
    for (; this.i < line.length; this.i += 1) {
      const char = line[this.i] as string
      if (/\s/.test(char)) this.endWord()
      else if (char === '#' && this.word === undefined) break
      else if (char === "'" || char === '"') this.quoted(char)
      else if (char === '\\') {
        this.i += 1
        this.add(line[this.i] ?? '')
      } else if (char === '$') this.expand()
      else if (char === '>' || (char === '&' && line[this.i + 1] === '>')) this.redirect()
      else this.bare(char)
    }
    this.endWord()
    if (this.isRedirected) throw unsupported('>')
    const { words, assignments, unset } = this
    return { words, assignments, ...(unset !== undefined && { unset }) }
  }

  private add(text: string): void {
    this.word = (this.word ?? '') + text
  }

  private endWord(): void {
    const { word, assigned } = this
    if (word === undefined) return
    if (this.isRedirected) this.isRedirected = false
    else if (assigned) {
      const { name, unset } = assigned
      this.assignments.push([name, { text: word, ...(unset !== undefined && { unset }) }])
    } else this.words.push(word)
    this.word = this.assigned = undefined
  }

  private quoted(quote: string): void {
    this.add('')
    for (this.i += 1; this.line[this.i] !== quote; this.i += 1) {
      const char = this.line[this.i]
      if (char === undefined) throw new Unlisted(`a quote (${quote}) is not closed`)
      if (quote === '"' && (char === '$' || char === '`')) this.expand(true)
      else {
        if (quote === '"' && char === '\\' && '"\\$`'.includes(this.line[this.i + 1] ?? ' ')) this.i += 1
        this.add(this.line[this.i] as string)
      }
    }
  }

  private bare(char: string): void {
    const isFirst = this.word === undefined
    if (isFirst && this.assign()) return
    if (char === '`') this.expand()
    if (char === '~' && isFirst) throw new Unlisted('a home folder (~) is not supported')
    if (Object.hasOwn(operators, char)) throw unsupported(char)
    this.add(char)
  }

  /** Reads `NAME=`, where the shell takes it for an assignment. */
  private assign(): boolean {
    const mayAssign = this.words.length === 0 || this.words[0] === 'export'
    if (this.isRedirected || !mayAssign) return false
    NAME.lastIndex = this.i
    const [name] = NAME.exec(this.line) ?? []
    if (name === undefined || this.line[this.i + name.length] !== '=') return false
    this.i += name.length
    this.assigned = { name }
    this.word = ''
    return true
  }

  /** Reads `>`, its number before it and its sign after it, and lets the next word be its file. */
  private redirect(): void {
    const isOfBoth = this.line[this.i] === '&'
    if (!isOfBoth && !this.assigned && /^\d+$/.test(this.word ?? '')) this.word = undefined
    this.endWord()
    if (this.isRedirected) throw unsupported('>')
    if (isOfBoth) this.i += 1
    if (this.line[this.i + 1] === '>') this.i += 1
    if (/[|&]/.test(this.line[this.i + 1] ?? '')) this.i += 1
    this.isRedirected = true
  }

  private expand(isQuoted = false): void {
    VARIABLE.lastIndex = this.i
    const [written, braced, plain] = VARIABLE.exec(this.line) ?? []
    if (written === undefined) {
      refuseExpansion(this.line, this.i)
      this.add(this.line[this.i] as string)
    } else {
      this.i += written.length - 1
      this.fillIn(this.variables.fillIn(braced ?? plain ?? '', written), isQuoted)
    }
  }

  private fillIn({ text, unset }: Value, isQuoted: boolean): void {
    this.unset ??= unset
    if (this.assigned && unset !== undefined) this.assigned.unset ??= unset
    const isWhole = isQuoted || this.assigned !== undefined
    const wildcard = isWhole ? undefined : /[*?[]/.exec(text)?.[0]
    if (wildcard !== undefined) throw unsupported(wildcard)
    const pieces = isWhole ? [text] : text.split(/\s+/)
    for (const [n, piece] of pieces.entries()) {
      if (n > 0) this.endWord()
      if (piece !== '' || isQuoted) this.add(piece)
    }
  }
}

/** That what a sign of the shell asks for is not done. */
export const unsupported = (sign: string) => new Unlisted(`${operators[sign]} is not supported`)

/** That a variable, as it is written, is not filled in. */
export const unexpanded = (written: string) => new Unlisted(`an expansion (${written}) is not supported`)

function refuseExpansion(line: string, i: number): void {
  if (line[i] === '`' || line.startsWith('$(', i))
    throw new Unlisted('a command substitution is not supported')
  if (line[i] === '$' && /^\$[\w{'"@*#?$!-]/.test(line.slice(i, i + 2)) && line[i + 1] !== undefined)
    throw unexpanded(/^\$\{?\w*\}?/.exec(line.slice(i, i + 40))?.[0] ?? '$')
}
