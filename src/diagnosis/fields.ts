import { getOwn, isObject } from '../submission/json.ts'
import { nearestName } from './edit-distance.ts'

/** A schema of an OpenAPI document, as far as it says which fields there are. */
export interface Schema {
  properties?: Schemas
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  $ref?: string
  /** The API server wraps a reference that has a default in a list of one. */
  allOf?: Schema[]
  'x-kubernetes-group-version-kind'?: { group: string; kind: string; version: string }[]
}
type Schemas = { [name: string]: Schema }

/** The API server's document for a group version, as at `/openapi/v3/apis/autoscaling/v2`. */
export type OpenApi = { components?: { schemas?: Schemas } }

/** A node of a kind's schema: the path to it from the top, and how many of its steps are required. */
type SchemaNode = { path: string[]; required: number; schema: Schema }

/** No built-in kind goes deeper than this. A schema that contains itself has no end. */
const DEEPEST = 12
/** A field is looked for this far below, as far as a CronJob's `spec` is from its containers. */
const FAR_BELOW = 4

/**
 * Says where an unknown field belongs, in a sentence, if the kind has such a field or one spelt like it.
 * The path is as the API server's refusal writes it: `spec.template.spec.containers[0].livenessProb`.
 */
export function whereItBelongs(openapi: OpenApi, kind: string, path: string): string | undefined {
  const schemas = openapi.components?.schemas ?? {}
  const keys = path
    .replaceAll(/\[[^[\]]*\]/g, '')
    .split('.')
    .filter(Boolean)
  const name = keys.pop()
  const above = nodesTo(schemas, kind, keys)
  const here = above.at(-1)
  if (!name || !here || fieldsOf(here).includes(name)) return undefined
  const lower = name.toLowerCase()
  const like = nearestName(lower, fieldsOf(here))
  const moved =
    nearest(schemas, above, (field) => field === name) ??
    nearest(schemas, above, (field) => field.toLowerCase() === lower)
  const where = moved && among(moved.nodes, moved.field)
  // A step in the tree weighs as much as a letter, and other capitals weigh nothing.
  const isNearer = like && (like.letters === 0 || !moved || like.letters < moved.steps)
  if (!where || isNearer) return like && `Did you mean \`${like.name}\`?`
  const spelt = moved.field === name ? '' : ` is written \`${moved.field}\`, and`
  return `\`${name}\`${spelt} belongs ${where}, not ${at(here)}.`
}

/** All nodes on the path of the keys, from the top; none if the kind has no such path. */
function nodesTo(schemas: Schemas, kind: string, keys: string[]): SchemaNode[] {
  const isKind = (one: Schema) => one['x-kubernetes-group-version-kind']?.some((gvk) => gvk.kind === kind)
  const schema = Object.values(schemas).find(isKind)
  if (!schema || keys.length > DEEPEST) return []
  let here: SchemaNode = { path: [], required: 0, schema }
  const nodes = [here]
  for (const key of keys) {
    const next = enter(schemas, here, key)
    if (!next) return []
    nodes.push(next)
    here = next
  }
  return nodes
}

/** The node one step below: an element where it is a list, and what a free key stands for where it is a map. */
function enter(
  schemas: Schemas,
  { path, required, schema }: SchemaNode,
  key: string,
): SchemaNode | undefined {
  const { properties = {}, additionalProperties: free } = schema
  const field = getOwn(properties, key)
  let found = field ?? (isObject(free) ? (free as Schema) : undefined)
  let last = field ? key : '*'
  for (let i = 0; found && i < DEEPEST; i++) {
    const { $ref, allOf, items } = found
    if (!$ref && !allOf && !items) break
    if (items) last += '[]'
    found = $ref ? getOwn(schemas, $ref.slice($ref.lastIndexOf('/') + 1)) : (allOf?.[0] ?? items)
  }
  const more = schema.required?.includes(key) ? 1 : 0
  return found && { path: [...path, last], required: required + more, schema: found }
}

const fieldsOf = ({ schema }: SchemaNode) => Object.keys(schema.properties ?? {})

/** The nodes with such a field that are fewest steps away, up and then down; of those, the ones least far up. */
function nearest(schemas: Schemas, above: SchemaNode[], isIt: (field: string) => boolean) {
  let best: { field: string; steps: number; nodes: SchemaNode[] } | undefined
  for (const [up, from] of above.toReversed().entries()) {
    const seen = new Set<Schema>()
    let level = [from]
    for (let steps = up; steps <= up + FAR_BELOW && steps < (best?.steps ?? Infinity); steps++) {
      const nodes = level.filter((node) => fieldsOf(node).some(isIt))
      const field = nodes[0] && fieldsOf(nodes[0]).find(isIt)
      if (field) best = { field, steps, nodes }
      for (const { schema } of level) seen.add(schema)
      level = level.flatMap((node) => below(schemas, node)).filter(({ schema }) => !seen.has(schema))
    }
  }
  return best
}

/** The nodes one step below. A status is left out, since nobody writes it by hand. */
function below(schemas: Schemas, node: SchemaNode): SchemaNode[] {
  const fields = fieldsOf(node).filter((field) => field !== 'status')
  return fields.flatMap((field) => enter(schemas, node, field) ?? [])
}

const at = ({ path }: SchemaNode) => (path.length > 0 ? `under \`${path.join('.')}\`` : 'at the top level')

/** Names nodes that are equally near: the required one, like `containers` of a Pod, or up to five. */
function among(all: SchemaNode[], field: string): string | undefined {
  const most = Math.max(...all.map(({ required }) => required))
  const nodes = all.filter(({ required }) => required === most)
  const names = [...new Set(nodes.map(({ path }) => `\`${path.at(-1)}\``))]
  if (names.length > 5) return undefined
  const [first] = nodes
  if (!first || nodes.length > 1) return `under ${names.join(', ').replace(/, ([^,]*)$/, ' or $1')}`
  const beside = ['spec', 'metadata'].find((one) => one !== field && fieldsOf(first).includes(one))
  return first.path.length === 0 && beside ? `${at(first)}, beside \`${beside}\`` : at(first)
}
