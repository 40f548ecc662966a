import { isObject, type Json, type JsonObject } from './json.ts'
import { isMade } from './made.ts'
import type { Manifest } from './manifest.ts'

/** A manifest as its author wrote it, if anybody did, and the parts that were set aside. */
export type Cleaned = { manifest?: Manifest; aside: string[] }

/**
 * Sets aside the fields that a cluster or a tool added to an object. The learner did not write them, kubectl
 * ignores most, and some are true in one cluster only. An object that no learner wrote is set aside as a
 * whole.
 */
export function cleanse(manifest: Manifest): Cleaned {
  const { kind, name, object } = manifest
  if (isMade(manifest)) return { aside: [`${kind} ${name}`] }
  const aside: string[] = []
  const own = structuredClone(object)
  for (const path of EVERYWHERE) take(own, path.split('.'), path, aside)
  takeFinalizers(own, [], aside)
  for (const way of MADE_FROM) takeFinalizers(own, way, aside)
  if (kind === 'PersistentVolumeClaim') takeVolume(own, aside)
  if (kind === 'Pod') take(own, ['spec', 'nodeName'], 'spec.nodeName', aside)
  if (kind === 'Service') takeAddress(own, aside)
  return aside.length === 0 ? { manifest, aside } : { manifest: { ...manifest, object: own }, aside }
}

/** Fields that a cluster fills in, in any object. */
const EVERYWHERE = [
  'metadata.uid',
  'metadata.resourceVersion',
  'metadata.generation',
  'metadata.creationTimestamp',
  'metadata.deletionTimestamp',
  'metadata.deletionGracePeriodSeconds',
  'metadata.selfLink',
  'metadata.managedFields',
  'metadata.ownerReferences',
  'status',
]

/** Which volume a claim was bound to, by whom, and on which node. */
const OF_VOLUMES =
  /^(pv\.kubernetes\.io\/|volume\.kubernetes\.io\/|volume\.beta\.kubernetes\.io\/storage-provisioner$)/

/** Where an object says what others are made from, whose metadata is theirs. */
const MADE_FROM = [
  ['template'],
  ['spec', 'template'],
  ['spec', 'jobTemplate'],
  ['spec', 'jobTemplate', 'spec', 'template'],
  ['spec', 'volumeClaimTemplates'],
]

/** A finalizer has a domain, but for Kubernetes' own; what has none is a mistake, and stays. */
const isFinalizer = (name: Json | undefined) =>
  typeof name === 'string' &&
  (['foregroundDeletion', 'orphan', 'kubernetes'].includes(name) || name.includes('/'))

/** Takes a field out; what is empty says nothing, and kubectl drops it. */
function take(from: Json | undefined, [key = '', ...rest]: string[], path: string, aside: string[]): void {
  if (!isObject(from) || !Object.hasOwn(from, key)) return
  if (rest.length > 0) take(from[key], rest, path, aside)
  else if (!isEmpty(from[key])) {
    delete from[key]
    if (!aside.includes(path)) aside.push(path)
  }
}

const isEmpty = (value: Json | undefined) =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** The volume that a claim was bound to is one cluster's own. */
function takeVolume(claim: JsonObject, aside: string[]): void {
  take(claim, ['spec', 'volumeName'], 'spec.volumeName', aside)
  const annotations = isObject(claim.metadata) ? claim.metadata.annotations : undefined
  if (!isObject(annotations)) return
  for (const name of Object.keys(annotations).filter((name) => OF_VOLUMES.test(name))) {
    delete annotations[name]
    aside.push(`metadata.annotations["${name}"]`)
  }
}

/** Whoever would take a finalizer away is in another cluster: an object that has one would never be gone. */
function takeFinalizers(from: Json | undefined, way: string[], aside: string[], path = ''): void {
  if (Array.isArray(from)) {
    for (const one of from) takeFinalizers(one, way, aside, path)
    return
  }
  if (!isObject(from)) return
  const [key, ...rest] = way
  if (key !== undefined)
    takeFinalizers(Object.hasOwn(from, key) ? from[key] : undefined, rest, aside, `${path}${key}.`)
  else if (isObject(from.metadata)) {
    const { finalizers } = from.metadata
    if (!Array.isArray(finalizers) || !finalizers.some(isFinalizer)) return
    const others = finalizers.filter((name) => !isFinalizer(name))
    if (others.length > 0) from.metadata.finalizers = others
    else delete from.metadata.finalizers
    if (!aside.includes(`${path}metadata.finalizers`)) aside.push(`${path}metadata.finalizers`)
  }
}

/** The ports of a node that a cluster gives out, unless it is told otherwise; another one is a mistake, and stays. */
const isNodePort = (port: Json | undefined) => typeof port === 'number' && port >= 30_000 && port <= 32_767

/** Addresses and a port of the node are one cluster's own; `None` is the learner's wish for a headless Service. */
function takeAddress({ spec }: JsonObject, aside: string[]): void {
  if (!isObject(spec)) return
  take(spec, ['externalIPs'], 'spec.externalIPs', aside)
  if (spec.clusterIP !== 'None')
    for (const field of ['clusterIP', 'clusterIPs']) take(spec, [field], `spec.${field}`, aside)
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return
  take(spec, ['healthCheckNodePort'], 'spec.healthCheckNodePort', aside)
  for (const port of Array.isArray(spec.ports) ? spec.ports : [])
    if (isObject(port) && isNodePort(port.nodePort)) take(port, ['nodePort'], 'spec.ports.nodePort', aside)
}
