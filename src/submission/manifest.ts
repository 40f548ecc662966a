import type { Content } from './documents.ts'
import { isObject, type Json, type JsonObject, setOwn } from './json.ts'
import { type Position, type Positions, startOf, step } from './position.ts'
import { error, type Problem } from './problem.ts'

/** Where an object comes from: the learner, or what the workshop's section 9 leaves behind. */
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

/** Makes manifests of a document: one, or as many as a List holds. */
export function toManifests(content: Content, file: string, origin: Origin): (Manifest | Problem)[] {
  const { value, positions } = content
  const at = positions[''] ?? startOf(file)
  if (!isObject(value))
    return [error('Not a Kubernetes object: expected a mapping with apiVersion and kind.', at)]
  const { apiVersion, kind, metadata } = value
  const missing = Object.entries({ apiVersion, kind }).find(
    ([, word]) => typeof word !== 'string' || word === '',
  )
  if (missing)
    return [
      error(`Not a Kubernetes object: ${missing[0]} is missing or not text.`, positions[missing[0]] ?? at),
    ]
  if (String(kind).endsWith('List') && 'items' in value) return itemsOf(value, positions, file, origin, at)
  const meta = isObject(metadata) ? metadata : {}
  if (typeof meta.name !== 'string' || meta.name === '') {
    const why = 'name' in meta ? 'is not text (quote it)' : 'is missing'
    return [error(`This ${kind} has no name: metadata.name ${why}.`, positions['metadata.name'] ?? at)]
  }
  const named = { apiVersion: String(apiVersion), kind: String(kind), name: meta.name }
  const namespace = typeof meta.namespace === 'string' ? { namespace: meta.namespace } : {}
  return [{ ...named, ...namespace, object: value, file, origin, positions }]
}

function itemsOf(list: JsonObject, positions: Positions, file: string, origin: Origin, at: Position) {
  if (!Array.isArray(list.items))
    return [error(`The items of a ${list.kind} must be a list.`, positions.items ?? at)]
  const places = splitByItem(positions)
  return list.items.flatMap((item, i) =>
    toManifests(
      { value: withKind(item, list), positions: places.get(step('items', i)) ?? { '': at } },
      file,
      origin,
    ),
  )
}

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
