import type { JsonObject } from '../../submission/json.ts'
import type { Manifest } from '../../submission/manifest.ts'
import type { Position } from '../../submission/position.ts'
import type { Theirs } from './theirs.ts'

/** One of the workshop's objects, made to fit the submission's. */
interface Adaptation {
  /** In place of the object that it is made of, or beside it if that is still needed under its own name. */
  manifests: Manifest[]
  /** In words for the learner: what is different, and why. */
  says: string
  /** The learner's line that it is made to fit. */
  at?: Position | undefined
}

/** Makes one of the workshop's objects fit the submission's; nothing if it does already. */
export type Adapt = (ours: Manifest, theirs: Theirs, all: Manifest[]) => Adaptation | undefined

/** A manifest with another object in it, under the object's own name. */
export function withObject(manifest: Manifest, change: (object: JsonObject) => void): Manifest {
  const object = structuredClone(manifest.object)
  change(object)
  const { name } = object.metadata as { name: string }
  return { ...manifest, name, object }
}

/** A manifest under another name. */
export const renamed = (manifest: Manifest, name: string): Manifest =>
  withObject(manifest, (object) => {
    object.metadata = { ...(object.metadata as JsonObject), name }
  })

/** That an object has names which are not its own, in words that go on; nothing if it has none. */
export function called(ours: Manifest, ...names: string[]): string {
  const others = names.filter((name) => name !== ours.name)
  return others.length > 0 ? `is called ${others.join(' and ')}, and ` : ''
}

/** The most names that an object is given, so that a submission makes no heap of objects. */
export const MOST_NAMES = 4

/** Whether a value can be the number of a port. */
export const isPort = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536

/** Whether a value can be the name of a port (IANA_SVC_NAME). */
export const isPortName = (value: unknown): value is string =>
  typeof value === 'string' && /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(value)

/** Whether a name can be an object's: a DNS subdomain (RFC 1123). What the API server would refuse is not followed. */
export const isName = (name: string) =>
  name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)

/** Whether a name can be a Service's: a DNS label (RFC 1035). */
export const isServiceName = (name: string) => /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)

/** Whether a name can be a container's, or a Pod's host name: a DNS label (RFC 1123). */
export const isDnsLabel = (name: string) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)

/** Whether labels can be an object's. */
export const areLabels = (labels: Record<string, string>) =>
  Object.entries(labels).every(
    ([key, value]) => KEY.test(key) && key.length <= 253 && VALUE.test(value) && value.length <= 63,
  )

const KEY = /^([a-z0-9][-a-z0-9.]*\/)?[A-Za-z0-9][-\w.]{0,62}$/
const VALUE = /^([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)?$/
