import { isObject, type Json, type JsonObject } from '../../submission/json.ts'
import type { Manifest } from '../../submission/manifest.ts'

/** The Pods that a manifest describes, as they were written: nothing has checked them yet. */
export interface PodTemplate {
  manifest: Manifest
  labels: Record<string, string>
  spec: JsonObject
  /** The path of the spec in the manifest. */
  path: string
}

const TEMPLATE = ['spec', 'template']

/** Where each kind has its template. A Pod is its own. */
const PATHS = new Map<string, string[]>([
  ['CronJob', ['spec', 'jobTemplate', ...TEMPLATE]],
  ['DaemonSet', TEMPLATE],
  ['Deployment', TEMPLATE],
  ['Job', TEMPLATE],
  ['Pod', []],
  ['ReplicaSet', TEMPLATE],
  ['ReplicationController', TEMPLATE],
  ['StatefulSet', TEMPLATE],
])

/** The Pods that a manifest describes, if it is of a kind that does. */
export function podTemplateOf(manifest: Manifest): PodTemplate | undefined {
  const steps = PATHS.get(manifest.kind)
  if (!steps) return undefined
  const template = steps.reduce<JsonObject>((above, step) => mapping(above[step]), manifest.object)
  return {
    manifest,
    labels: texts(mapping(template.metadata).labels),
    spec: mapping(template.spec),
    path: [...steps, 'spec'].join('.'),
  }
}

/** A value as a mapping; an empty one if it is none. */
export const mapping = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})

/** The mappings of a list, each at its own index; none if the value is no list. */
export const mappings = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.map(mapping) : []

/** The entries of a mapping whose values are text. */
export function texts(value: Json | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
