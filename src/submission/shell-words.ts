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

/**
 * Splits a line into words as a POSIX shell does. Throws {@link Unlisted} if the shell would expand or chain
 * any.
 */
export function splitWords(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let i = 0

  function quoted(quote: string): string {
    let inside = ''
    for (i += 1; line[i] !== quote; i += 1) {
      if (i >= line.length) throw new Unlisted(`a quote (${quote}) is not closed`)
      if (quote === '"') refuseExpansion(line, i)
      if (quote === '"' && line[i] === '\\' && '"\\$`'.includes(line[i + 1] ?? ' ')) i += 1
      inside += line[i]
    }
    return inside
  }

  for (; i < line.length; i += 1) {
    const char = line[i] as string
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else if (char === '#' && word === undefined) break
    else if (char === "'" || char === '"') word = (word ?? '') + quoted(char)
    else if (char === '\\') {
      i += 1
      word = (word ?? '') + (line[i] ?? '')
    } else {
      refuseExpansion(line, i)
      if (char === '~' && word === undefined) throw new Unlisted('a home folder (~) is not supported')
      if (Object.hasOwn(operators, char)) throw new Unlisted(`${operators[char]} is not supported`)
      word = (word ?? '') + char
    }
  }
  return word === undefined ? words : [...words, word]
}

function refuseExpansion(line: string, i: number): void {
  if (line[i] === '`' || line.startsWith('$(', i))
    throw new Unlisted('a command substitution is not supported')
  if (line[i] === '$' && /^\$[\w{'"@*#?$!-]/.test(line.slice(i, i + 2)) && line[i + 1] !== undefined)
    throw new Unlisted(`an expansion (${/^\$\{?\w*\}?/.exec(line.slice(i, i + 40))?.[0]}) is not supported`)
}

/** A line of a script with its continuation lines joined; `line` counts from 1. */
export type LogicalLine = { line: number; text: string; first: string }

/** Joins lines that end in a backslash, and leaves out blanks, comments and the bodies of here-documents. */
export function logicalLines(script: string): LogicalLine[] {
  const lines = script.replaceAll('\r\n', '\n').split('\n')
  const found: LogicalLine[] = []
  for (let i = 0; i < lines.length; i += 1) {
    const [line, first] = [i + 1, lines[i] as string]
    const parts = [first]
    while (!/^\s*#/.test(first) && /(^|[^\\])(\\\\)*\\$/.test(lines[i] as string) && i + 1 < lines.length) {
      parts[parts.length - 1] = parts.at(-1)?.slice(0, -1) ?? ''
      i += 1
      parts.push(lines[i] as string)
    }
    const text = parts.join('')
    const until = /<<-?\s*(['"]?)(\w+)\1/.exec(text)?.[2]
    if (until !== undefined) while (i + 1 < lines.length && lines[i]?.trim() !== until) i += 1
    if (!/^\s*(#|$)/.test(text)) found.push({ line, text, first })
  }
  return found
}
