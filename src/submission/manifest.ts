import type { Content } from './documents.ts'
import { isObject, type Json, type JsonObject, setOwn } from './json.ts'
import { limits } from './limits.ts'
import { type Position, type Positions, printable, startOf, step } from './position.ts'
import { error, type Problem } from './problem.ts'

/** The origin of an object: the learner, or the workshop, whose earlier sections made it. */
export type Origin = 'submission' | 'workshop'

/** One Kubernetes object as it was written. */
export type Manifest = {
  apiVersion: string
  kind: string
  name: string
  namespace?: string
  object: JsonObject
  file: string
  origin: Origin
  positions: Positions
}

/** The reason why a document is no Kubernetes object, if it is none: kubectl then reads no further. */
export function notAnObject({ value, positions }: Content, file: string): Problem | undefined {
  const at = positions[''] ?? startOf(file)
  if (!isObject(value))
    return error('Not a Kubernetes object: expected a mapping with apiVersion and kind.', at)
  const field = ['apiVersion', 'kind'].find((name) => typeof value[name] !== 'string' || value[name] === '')
  if (field === undefined) return undefined
  return error(`Not a Kubernetes object: ${field} is missing or not text.`, positions[field] ?? at)
}

/** Kubernetes' own limits: of a group's name, its version and the slash between them, and of a kind. */
const LENGTHS: [string, number][] = [
  ['apiVersion', limits.name + 1 + limits.kind],
  ['kind', limits.kind],
  ['metadata.name', limits.name],
]

const TOO_LONG = (path: string, most: number) =>
  `${path} is longer than ${most} characters, the limit of Kubernetes.`

const textAt = (value: JsonObject, metadata: JsonObject, path: string) =>
  String(path === 'metadata.name' ? metadata.name : value[path])

/** Makes manifests of a document: one, or as many as a List holds. */
export function toManifests(content: Content, file: string, origin: Origin): (Manifest | Problem)[] {
  const wrong = notAnObject(content, file)
  if (wrong) return [wrong]
  const { positions } = content
  const value = content.value as JsonObject
  const at = positions[''] ?? startOf(file)
  const { apiVersion, kind, metadata } = value
  if (isList(value)) return itemsOf(value, positions, file, origin, at)
  const meta = isObject(metadata) ? metadata : {}
  if (typeof meta.name !== 'string' || meta.name === '') {
    const why = 'name' in meta ? 'is not text (quote it)' : 'is missing'
    return [
      error(
        `This ${printable(String(kind))} has no name: metadata.name ${why}.`,
        positions['metadata.name'] ?? at,
      ),
    ]
  }
  const long = LENGTHS.find(([path, most]) => textAt(value, meta, path).length > most)
  if (long) return [error(TOO_LONG(...long), positions[long[0]] ?? at)]
  const named = { apiVersion: String(apiVersion), kind: String(kind), name: meta.name }
  const namespace = typeof meta.namespace === 'string' ? { namespace: meta.namespace } : {}
  return [{ ...named, ...namespace, object: value, file, origin, positions }]
}

function itemsOf(list: JsonObject, positions: Positions, file: string, origin: Origin, at: Position) {
  if (!Array.isArray(list.items))
    return [error(`The items of a ${printable(String(list.kind))} must be a list.`, positions.items ?? at)]
  const places = splitByItem(positions)
  return list.items.flatMap((item, i) => {
    const own = places.get(step('items', i)) ?? { '': at }
    const value = withKind(item, list)
    if (isList(value)) return error('kubectl does not accept a List in a List.', own[''] ?? at)
    return toManifests({ value, positions: own }, file, origin)
  })
}

const isList = (value: Json) => isObject(value) && String(value.kind).endsWith('List') && 'items' in value

// As kubectl does: an item of a DeploymentList that names no kind is a Deployment.
function withKind(item: Json, list: JsonObject): Json {
  const kind = String(list.kind).replace(/List$/, '')
  if (!isObject(item) || kind === '' || 'kind' in item) return item
  return { ...item, apiVersion: list.apiVersion ?? '', kind }
}

function splitByItem(positions: Positions): Map<string, Positions> {
  const items = new Map<string, Positions>()
  for (const [path, position] of Object.entries(positions)) {
    const [, item, rest] = /^(items\[\d+\])\.?(.*)$/s.exec(path) ?? []
    if (item === undefined || rest === undefined) continue
    const own = items.get(item) ?? {}
    setOwn(own, rest, position)
    items.set(item, own)
  }
  return items
}
