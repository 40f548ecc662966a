/**
 * Commands of a script that pipes join, or a single one. `parts` are their texts; `text` is all of them, and begins at
 * `line` and `column`, from 1.
 */
export type Pipeline = {
  line: number
  column: number
  text: string
  parts: string[]
  /** It follows `||`. */
  isFallback: boolean
  hasHereDocument: boolean
}

/** The pipelines of a script, without blanks, comments and the bodies of here-documents. Lines that end in a backslash are joined. */
export function* pipelines(script: string): Generator<Pipeline> {
  const lines = script.replaceAll('\r\n', '\n').split('\n')
  const lastOf = new Map(lines.map((line, i) => [line.trim(), i]))
  let operator: Operator = ''
  for (let i = 0; i < lines.length; i += 1) {
    const first = lines[i] as string
    const starts = [{ at: 0, line: i + 1 }]
    const joined = [first]
    let length = first.length
    while (!/^\s*#/.test(first) && /(^|[^\\])(\\\\)*\\$/.test(lines[i] as string) && i + 1 < lines.length) {
      joined[joined.length - 1] = joined.at(-1)?.slice(0, -1) ?? ''
      length -= 1
      i += 1
      starts.push({ at: length, line: i + 1 })
      joined.push(lines[i] as string)
      length += lines[i]?.length ?? 0
    }
    const text = joined.join('')
    if (isBlank(text)) continue
    const { parts, ends } = new Scan(text, operator)
    const last = parts.at(-1) as Part
    // The command after the operator stands on the next line.
    operator = last.operator === '||' && isBlank(text.slice(last.from)) ? '||' : ''
    // `<<ACR_NAME>>` is a placeholder: no line ends it.
    const bodies = ends.filter((end) => (lastOf.get(end) ?? 0) > i)
    for (const end of bodies) {
      i += 1
      while (i < lines.length && lines[i]?.trim() !== end) i += 1
    }
    for (const pipeline of groups(parts, text, starts))
      yield { ...pipeline, hasHereDocument: pipeline.hasHereDocument && bodies.length > 0 }
  }
}

/** What stands before a command of a line. */
type Operator = '' | ';' | '&&' | '||' | '|'

type Part = { operator: Operator; from: number; to: number; hasHereDocument: boolean }

/** Whether a text has no command: nothing, or a comment alone. */
const isBlank = (text: string) => /^\s*(#|$)/.test(text)

function* groups(parts: Part[], text: string, starts: { at: number; line: number }[]): Generator<Pipeline> {
  let start = 0
  for (let i = 0; i < parts.length; ) {
    const first = parts[i] as Part
    const group = [first]
    for (i += 1; parts[i]?.operator === '|'; i += 1) group.push(parts[i] as Part)
    const whole = text.slice(first.from, group.at(-1)?.to)
    if (isBlank(whole)) continue
    const at = first.from + whole.search(/\S/)
    while (start + 1 < starts.length && (starts[start + 1]?.at ?? 0) <= at) start += 1
    const { at: begin, line } = starts[start] as { at: number; line: number }
    yield {
      line,
      column: at - begin + 1,
      text: whole.trim(),
      parts: group.map(({ from, to }) => text.slice(from, to)),
      isFallback: first.operator === '||',
      hasHereDocument: group.some((part) => part.hasHereDocument),
    }
  }
}

/** What begins a part of the shell's grammar: the commands in it may run often, or never. */
const GRAMMAR = new Set('if then elif else for while until select do case function { [[ !'.split(' '))

const HERE_DOCUMENT = /<<-?[ \t]*(?:'([^']*)'|"([^"]*)"|\\?([^\s;|&<>()'"]+))/y

/** Finds the commands of a line, and the lines that its here-documents end with, in one pass. */
class Scan {
  readonly parts: Part[] = []
  readonly ends: string[] = []
  private readonly text: string
  private operator: Operator
  private from = 0
  private hasHereDocument = false
  /** Inside of parentheses or backticks, quotes and operators have another meaning: the rest of the line is one command. */
  private isNested = false
  private isGrammar = false

  constructor(text: string, operator: Operator) {
    this.text = text
    this.operator = operator
    this.isGrammar = GRAMMAR.has(commandOf(text))
    for (let i = 0; i < text.length; ) {
      if (text[i] === '#' && !this.isNested && /^$|[\s;|&]/.test(text[i - 1] ?? '')) break
      i += this.step(i)
    }
    this.end(text.length)
  }

  /** Looks at what stands at a place; returns how many signs that are. */
  private step(i: number): number {
    const { text } = this
    const sign = text[i] ?? ''
    if (sign === '\\') return 2
    if ((sign === "'" || sign === '"') && !this.isNested) return this.quoted(i, sign)
    if (sign === '(' || sign === '`') this.isNested = true
    if (sign === '<') return this.redirected(i)
    // `>|` and `>&` belong to a redirection.
    if (sign === '>') return /[|&]/.test(text[i + 1] ?? '') ? 2 : 1
    if (!this.isNested && !this.isGrammar) return this.operated(i, sign)
    return 1
  }

  private quoted(i: number, quote: string): number {
    for (let at = i + 1; at < this.text.length; at += 1) {
      const sign = this.text[at]
      if (sign === quote) return at + 1 - i
      if (quote === "'") continue
      if (sign === '\\') at += 1
      this.isNested = sign === '`' || (sign === '$' && this.text[at + 1] === '(')
      if (this.isNested) return at - i
    }
    return this.text.length - i
  }

  private redirected(i: number): number {
    if (this.text.startsWith('<<<', i)) return 3
    HERE_DOCUMENT.lastIndex = i
    const [all, single, double, bare] = HERE_DOCUMENT.exec(this.text) ?? []
    if (all === undefined) return 1
    this.hasHereDocument = true
    this.ends.push(single ?? double ?? bare ?? '')
    return all.length
  }

  private operated(i: number, sign: string): number {
    const two = this.text.slice(i, i + 2)
    if (two === '&&' || two === '||') this.end(i, two, 2)
    else if (sign === '|') this.end(i, '|', two === '|&' ? 2 : 1)
    else if (sign === ';') this.end(i, ';', 1)
    else return 1
    return this.from - i
  }

  private end(to: number, next: Operator = '', length = 0): void {
    const { operator, from, hasHereDocument } = this
    // A comment belongs to the last command.
    this.parts.push({ operator, from, to, hasHereDocument })
    this.operator = next
    this.from = to + length
    this.hasHereDocument = false
    this.isGrammar = GRAMMAR.has(commandOf(this.text, this.from))
  }
}

/** Signs of a command in which its name is looked for. */
const LOOKED_AT = 200

/** The name of the command that begins in a text, behind a prompt and `sudo`. */
export function commandOf(text: string, from = 0): string {
  const words = text
    .slice(from, from + LOOKED_AT)
    .trim()
    .split(/\s+/)
  return words.find((word) => word !== '$' && word !== 'sudo') ?? ''
}
