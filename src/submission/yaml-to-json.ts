import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import type { Reader } from './dialect.ts'
import { type Json, type JsonObject, setOwn } from './json.ts'
import { limits } from './limits.ts'
import { type Position, type Positions, printable, step } from './position.ts'
import { scalarValue } from './scalars.ts'
import { Refused, Unreadable } from './unreadable.ts'

/** How much a submission may still expand, in values and in characters. */
export type Budget = { values: number; characters: number }

/** How much a whole submission may expand. */
export const wholeBudget = (): Budget => ({ values: limits.allValues, characters: limits.allCharacters })

/** A document as plain JSON, with notes for the learner and their places in the text. */
type Plain = { value: Json; positions: Positions; notes: { message: string; offset: number }[] }

const TYPOGRAPHIC = /[\u00a0\u2000-\u200b\u202f\u3000]|^[“”„‘’«»–—]|[“”’»]$/
const TAKEN_AS_TEXT = 'kubectl reads a typographic quote, dash or space as part of the text.'

const IN_ALL = 'More than 8 MiB in all files, once aliases are expanded'

/** Backslashes at the end of a text that are counted. */
const LOOKED_AT = 64

/** Where a quoted text escapes a slash or half of a pair of surrogates, which only JSON does; -1 where nowhere. */
function findJsonEscape(quoted: string): number {
  for (let at = quoted.indexOf('\\'); at >= 0; at = quoted.indexOf('\\', at + 2))
    if (/^(\/|u[dD][89a-fA-F])/.test(quoted.slice(at + 1, at + 4))) return at
  return -1
}

/** Writes a document out as plain JSON, aliases and merges included, and notes where each value stands. */
export function toJson(
  document: Document.Parsed,
  text: string,
  at: (offset: number) => Position,
  { budget, reader }: { budget: Budget; reader: Reader },
): Plain {
  const positions: Positions = {}
  const notes: Plain['notes'] = []
  const left = {
    values: Math.min(limits.values, budget.values),
    characters: Math.min(limits.characters, budget.characters),
    aliases: limits.aliases,
  }
  const full = { ...left }
  const isJson = reader.readsJson && text.startsWith('{')

  function visit(node: unknown, path: string, depth: number, key?: Node | null): Json {
    const target = follow(node)
    const offset = startOf(target) ?? startOf(key) ?? 0
    const size = isScalar(target) ? String(target.value).length : 0
    spend(size + path.length, depth, offset)
    // A block has no mark of its own: the key that opens it is the line to look at.
    const opensBlock = isCollection(target) && target.flow !== true && target === node
    setOwn(positions, path, at((opensBlock ? startOf(key) : undefined) ?? offset))
    if (isMap(target)) return visitMap(target, path, depth, {}, new Set())
    if (isSeq(target)) return target.items.map((item, i) => visit(item, step(path, i), depth + 1))
    if (isScalar(target)) look(target)
    return scalar(target, offset, reader)
  }

  function visitMap(
    map: YAMLMap,
    path: string,
    depth: number,
    into: JsonObject,
    seen: Set<string>,
  ): JsonObject {
    for (const { key, value } of map.items) {
      const node = follow(key)
      if (isScalar(node) && node.type === 'PLAIN' && node.source === '<<') {
        for (const source of mergedBy(value)) visitMap(source, path, depth + 1, into, new Set())
        continue
      }
      mustBeOneLine(node)
      if (isScalar(node)) look(node)
      const name = keyOf(node)
      if (seen.has(name))
        notes.push({
          message: `"${printable(name)}" is here twice: kubectl uses the last one.`,
          offset: startOf(node) ?? 0,
        })
      seen.add(name)
      forget(step(path, name), into, name)
      setOwn(into, name, visit(value, step(path, name), depth + 1, node))
    }
    return into
  }

  function look({ type, source = '', range }: Scalar): void {
    const from = range?.[0] ?? 0
    const written = text.slice(from, range?.[1])
    const escaped = type === 'QUOTE_DOUBLE' ? findJsonEscape(written) : -1
    if (escaped >= 0 && !isJson)
      throw new Unreadable('this escape is valid in JSON, but not in YAML', from + escaped)
    if (type === 'QUOTE_DOUBLE' && /[^\\](\\\\)*\\"$/.test(written.slice(-LOOKED_AT)))
      throw new Unreadable('the backslash escapes the last quote, so the text does not end', from)
    if (type?.startsWith('BLOCK') && /^[|>][+-]?[^\n\d]*\n(?: *\n)* *\t/.test(written))
      throw new Unreadable('this text is indented with a tab instead of spaces', from)
    const separator = type === 'PLAIN' ? source.search(/[\u2028\u2029]/) : -1
    if (separator >= 0) throw new Unreadable('the text contains a line separator', from + separator)
    const odd = type === 'PLAIN' && TYPOGRAPHIC.exec(source)
    if (odd) notes.push({ message: TAKEN_AS_TEXT, offset: from + odd.index })
  }

  function mustBeOneLine(key: Node | null): void {
    const [from = 0, to = 0] = key?.range ?? []
    if (text.slice(from, to).trim().includes('\n')) throw new Unreadable('a key must be on one line', from)
  }

  // kubectl lets a merge override keys above it, and of several merged maps the first wins.
  function mergedBy(value: unknown): YAMLMap[] {
    const source = follow(value)
    if (isAlias(value) && !isMap(source))
      throw new Unreadable('a merge (<<) needs a mapping, or a list of mappings', startOf(value) ?? 0)
    const maps = isSeq(source) ? source.items.map(follow).reverse() : [source]
    spend(0, 0, startOf(source) ?? 0)
    return maps.map((map) => {
      if (isMap(map)) return map
      throw new Refused('A merge (<<) needs a mapping, or a list of mappings', startOf(source) ?? 0)
    })
  }

  function forget(path: string, into: JsonObject, name: string): void {
    if (!Object.hasOwn(into, name) || typeof into[name] !== 'object') return
    for (const known of Object.keys(positions)) {
      if (known.startsWith(`${path}.`) || known.startsWith(`${path}[`)) delete positions[known]
    }
  }

  function follow(node: unknown): Node | null {
    if (!isAlias(node)) return (node as Node | null) ?? null
    left.aliases -= 1
    const offset = startOf(node) ?? 0
    if (left.aliases < 0) throw new Refused(`More than ${limits.aliases} aliases`, offset)
    const target = node.resolve(document)
    if (target === undefined) throw new Refused(`Unknown anchor "${node.source}"`, offset)
    return target
  }

  function spend(characters: number, depth: number, offset: number): void {
    left.values -= 1
    left.characters -= characters
    if (depth > limits.depth) throw new Refused(`Nested more than ${limits.depth} levels deep`, offset)
    if (left.values < 0)
      throw new Refused(`More than ${full.values} values once aliases are expanded`, offset)
    if (left.characters < 0)
      throw new Refused(
        full.characters < limits.characters ? IN_ALL : 'More than 1 MiB once aliases are expanded',
        offset,
      )
  }

  try {
    return { value: visit(document.contents, '', 0), positions, notes }
  } finally {
    // What is refused has cost as much.
    budget.values -= full.values - Math.max(left.values, 0)
    budget.characters -= full.characters - Math.max(left.characters, 0)
  }
}

function startOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0]
}

function keyOf(node: Node | null): string {
  const value = isScalar(node) ? scalarValue(node) : undefined
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  if (typeof value === 'symbol') return '<<'
  throw new Refused('A key must be text, a number or a boolean', startOf(node) ?? 0)
}

function scalar(node: Node | null, offset: number, { roundsNumbers }: Reader): Json {
  const value = isScalar(node) ? scalarValue(node, roundsNumbers) : null
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new Refused(`JSON has no such value: ${String(value)}`, offset)
}
