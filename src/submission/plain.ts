import { type Document, isAlias, isCollection, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import { caps } from './caps.ts'
import { type Json, type JsonObject, setOwn } from './json.ts'
import { type Position, type Positions, step } from './position.ts'

/** A document that is YAML but not something to load; `offset` is the place in the text. */
export class Refused extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** What a submission may still expand to. */
export type Budget = { values: number }

type Plain = { value: Json; positions: Positions }

/** Writes a document out as plain JSON, aliases and merges included, and notes where each value stands. */
export function writeOut(document: Document.Parsed, at: (offset: number) => Position, budget: Budget): Plain {
  const positions: Positions = {}
  const left = {
    values: Math.min(caps.values, budget.values),
    characters: caps.characters,
    aliases: caps.aliases,
  }
  const full = left.values

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
    return scalar(isScalar(target) ? target.value : null, offset)
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
      const name = keyOf(node)
      if (seen.has(name))
        throw new Refused(`Map keys must be unique: "${name}" is here twice`, startOf(node) ?? 0)
      seen.add(name)
      forget(step(path, name), into, name)
      setOwn(into, name, visit(value, step(path, name), depth + 1, node))
    }
    return into
  }

  // kubectl lets a merge override keys above it, and of several merged maps the first wins.
  function mergedBy(value: unknown): YAMLMap[] {
    const source = follow(value)
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
    if (left.aliases < 0) throw new Refused(`More than ${caps.aliases} aliases: over the alias limit`, offset)
    const target = node.resolve(document)
    if (target === undefined) throw new Refused(`Unknown anchor "${node.source}"`, offset)
    return target
  }

  function spend(characters: number, depth: number, offset: number): void {
    left.values -= 1
    left.characters -= characters
    if (depth > caps.depth) throw new Refused(`Nested more than ${caps.depth} levels deep`, offset)
    if (left.values < 0) throw new Refused(`More than ${full} values once aliases are written out`, offset)
    if (left.characters < 0) throw new Refused('More than 1 MiB once aliases are written out', offset)
  }

  const value = visit(document.contents, '', 0)
  budget.values -= full - left.values
  return { value, positions }
}

function startOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0]
}

function keyOf(node: Node | null): string {
  const value = isScalar(node) ? node.value : undefined
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  if (typeof value === 'symbol') return '<<'
  throw new Refused('A key must be text, a number or a boolean', startOf(node) ?? 0)
}

function scalar(value: unknown, offset: number): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new Refused(`JSON has no such value: ${String(value)}`, offset)
}
