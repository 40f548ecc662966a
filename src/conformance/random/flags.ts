import { posix } from 'node:path'
import { isObject, type Json, type JsonObject } from '../../submission/json.ts'
import { type Draft, plainCommands, replaceFile, type Written } from './draft.ts'

/** A value by its path, as `--set` and `--set-string` write it. */
interface Pair {
  flag: '--set' | '--set-string'
  path: string[]
  text: string
}

/** The values of the file that `helm install` names become flags, if all of them are plain. */
export function toFlags(draft: Draft, choice: number): Draft {
  const values = draft.files.filter((file): file is Written => file.role === 'values')
  const commands = plainCommands(draft)
  const [file] = values
  const pairs = file && pairsOf(file.documents[0] ?? {})
  if (!commands || !file || !pairs || pairs.length === 0 || values.length > 1) return draft
  const flags = flagsFor(pairs, choice % 2 === 0)
  const lines = commands.text.split('\n').map((line) => withFlags(line, posix.basename(file.path), flags))
  const text = lines.join('\n')
  if (text === commands.text) return draft
  const named = replaceFile(draft, commands, { ...commands, text })
  return { files: named.files.filter((one) => one !== file) }
}

/** A line of Helm's with flags in the place of a file of values. */
function withFlags(line: string, file: string, flags: string): string {
  const words = line.trimEnd().split(' ')
  const at = words.findIndex((word) => posix.basename(word) === file)
  const isNamed = words[0] === 'helm' && ['--values', '-f'].includes(words[at - 1] ?? '')
  return isNamed ? words.toSpliced(at - 1, 2, flags).join(' ') : line
}

/** The plain values of a mapping; nothing if one of them is not plain. */
function pairsOf(values: JsonObject, above: string[] = []): Pair[] | undefined {
  const all = Object.entries(values).map(([key, value]) => pairsAt([...above, key], value))
  return all.every((pairs) => pairs !== undefined) ? all.flat() : undefined
}

function pairsAt(path: string[], value: Json): Pair[] | undefined {
  if (isObject(value) && Object.keys(value).length > 0) return pairsOf(value, path)
  if (!/^[\w/.-]+$/.test(path.at(-1) ?? '')) return undefined
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isSafeInteger(value)))
    return [{ flag: '--set', path, text: String(value) }]
  const isPlain = typeof value === 'string' && /^[\w/.:-]+$/.test(value)
  return isPlain ? [{ flag: '--set-string', path, text: value }] : undefined
}

/** One flag for each value, or one for all of a kind. */
function flagsFor(pairs: Pair[], isOneEach: boolean): string {
  const write = ({ path, text }: Pair) => `${path.map((key) => key.replaceAll('.', '\\.')).join('.')}=${text}`
  const groups = isOneEach
    ? pairs.map((pair) => [pair])
    : (['--set', '--set-string'] as const).map((flag) => pairs.filter((pair) => pair.flag === flag))
  return groups
    .flatMap((group) => (group[0] ? `${group[0].flag} '${group.map(write).join(',')}'` : []))
    .join(' ')
}

/** What plain values and flags set together: a text for each value. */
export function settings(values: JsonObject, set: string[], setString: string[]): string[] {
  const ofFile = Object.entries(values).flatMap(([key, value]) => leaves(JSON.stringify(key), value))
  const ofFlags = [
    ...set.map((text) => [text, false] as const),
    ...setString.map((text) => [text, true] as const),
  ]
  return [...ofFile, ...ofFlags.flatMap(([text, isText]) => readSet(text, isText))].sort()
}

function leaves(path: string, value: Json): string[] {
  if (!isObject(value) || Object.keys(value).length === 0) return [`${path}=${JSON.stringify(value)}`]
  return Object.entries(value).flatMap(([key, inner]) => leaves(`${path}.${JSON.stringify(key)}`, inner))
}

/** A flag that this file, or a fixture, writes: neither lists nor commas in values. */
function readSet(text: string, isText: boolean): string[] {
  return text.split(',').map((pair) => {
    const at = pair.indexOf('=')
    const [key, value] = [pair.slice(0, at), pair.slice(at + 1)]
    const path = key.split(/(?<!\\)\./).map((step) => JSON.stringify(step.replaceAll('\\.', '.')))
    const isTyped = !isText && /^(true|false|\d+)$/.test(value)
    return `${path.join('.')}=${isTyped ? value : JSON.stringify(value)}`
  })
}
