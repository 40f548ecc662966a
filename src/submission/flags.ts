import { limits } from './limits.ts'
import { Unlisted } from './shell-words.ts'

/** How a flag is written: with a value, as a switch (`--x`, `--x=false`), or either of them and of no account here. */
type FlagShape = 'value' | 'switch' | 'ignored value' | 'ignored switch'

/** The flags a verb may carry: `--long` or `-s` → its shape, or the flag it is short for. */
export type FlagList = Record<string, FlagShape | `-${string}`>

/** A parsed line; `argv` is without the flags that the grader decides itself. */
export type Parsed = { args: string[]; flags: Map<string, string[]>; argv: string[] }

/** Takes words apart against an allow-list; throws Unlisted for any other flag. */
export function parseFlags(words: string[], list: FlagList): Parsed {
  const args: string[] = []
  const argv: string[] = []
  const flags = new Map<string, string[]>()

  function add(name: string, written: string, given: string | undefined, from: number): number {
    const { flag, shape } = lookUp(name, list)
    const needsNext = shape.endsWith('value') && given === undefined
    const value = given ?? (needsNext ? words[from + 1] : 'true')
    if (value === undefined) throw new Unlisted(`flag ${name} needs a value`)
    if (shape.startsWith('ignored')) return needsNext ? 1 : 0
    flags.set(flag, [...(flags.get(flag) ?? []), value])
    argv.push(written, ...(needsNext ? [value] : []))
    return needsNext ? 1 : 0
  }

  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as string
    if (word === '--') {
      args.push(...words.slice(i + 1))
      argv.push(...words.slice(i))
      break
    }
    if (word.startsWith('--')) {
      const [, name, value] = /^(--[^=]*)(?:=(.*))?$/s.exec(word) as RegExpExecArray
      i += add(name as string, word, value, i)
    } else if (word.startsWith('-') && word !== '-') {
      const name = word.slice(0, 2)
      const rest = word.slice(2).replace(/^=/, '')
      if (rest !== '' && lookUp(name, list).shape.endsWith('switch'))
        throw new Unlisted(`the flags ${word} must be written one by one`)
      i += add(name, word, rest === '' ? undefined : rest, i)
    } else {
      args.push(word)
      argv.push(word)
    }
  }
  return { args, flags, argv }
}

/** How many words global flags take up before the verb: it is the first word that none of them explains. */
export function globalFlags(words: string[], list: FlagList): number {
  let at = 0
  while (words[at]?.startsWith('-')) {
    const pair = words.slice(at, at + 2)
    at += parseFlags(pair, list).args.length === 1 ? 1 : pair.length
  }
  return at
}

function lookUp(name: string, list: FlagList): { flag: string; shape: FlagShape } {
  const entry = Object.hasOwn(list, name) ? list[name] : undefined
  if (entry === undefined) throw new Unlisted(`flag ${name} is not supported`)
  return entry.startsWith('-') ? lookUp(entry, list) : { flag: name, shape: entry as FlagShape }
}

/** The last value of a flag, as kubectl takes it. */
export function lastOf(parsed: Parsed, flag: string): string | undefined {
  return parsed.flags.get(flag)?.at(-1)
}

/** A switch counts as on unless it says false. */
export function isOn(parsed: Parsed, flag: string): boolean {
  const value = lastOf(parsed, flag)
  return value !== undefined && !/^(false|f|0)$/i.test(value)
}

/** The files that a flag names, `-f a,b -f c`, in their order. */
export function filesNamed(parsed: Parsed, flag: string, find: (name: string) => string[]): string[] {
  const names = (parsed.flags.get(flag) ?? []).flatMap((name) => name.split(','))
  if (names.length > limits.namedByCommand)
    throw new Unlisted(`${flag} names ${names.length} files; at most ${limits.namedByCommand} are supported`)
  return names.flatMap(find)
}

/** A whole number of zero or more. */
export function wholeNumber(text: string, flag: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Unlisted(`${flag} is not a whole number: ${text}`)
  return Number(text)
}
