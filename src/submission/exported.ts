import { isObject, type Json, type JsonObject } from './json.ts'
import { isMade } from './made.ts'
import type { Manifest } from './manifest.ts'

/** A manifest as somebody wrote it, if anybody did, and what was set aside of it. */
export type Cleaned = { manifest?: Manifest; aside: string[] }

/**
 * Sets aside what a cluster or a tool left in an object: none of it is the learner's, most of it kubectl passes over,
 * and some of it is true of one cluster alone. An object that no learner wrote is set aside as a whole.
 */
export function cleanse(manifest: Manifest): Cleaned {
  const { kind, name, object } = manifest
  if (isMade(manifest)) return { aside: [`${kind} ${name}`] }
  const aside: string[] = []
  const own = structuredClone(object)
  for (const path of EVERYWHERE) take(own, path.split('.'), path, aside)
  if (isObject(own.metadata) && Array.isArray(own.metadata.finalizers)) takeFinalizers(own.metadata, aside)
  if (kind === 'PersistentVolumeClaim') takeVolume(own, aside)
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

/** The finalizers of a cluster's own controllers; where these are not, an object that has one is never gone. */
const OF_CLUSTERS = /^(foregroundDeletion|orphan|([\w.-]+\.)?kubernetes\.io\/.*|[\w.-]+\.k8s\.io\/.*)$/

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

function takeFinalizers(metadata: JsonObject, aside: string[]): void {
  const all = metadata.finalizers as Json[]
  const others = all.filter((name) => typeof name !== 'string' || !OF_CLUSTERS.test(name))
  if (others.length === all.length) return
  if (others.length > 0) metadata.finalizers = others
  else delete metadata.finalizers
  aside.push('metadata.finalizers')
}

/** The ports of a node that a cluster gives out, unless it is told otherwise; another one is a mistake, and stays. */
const isNodePort = (port: Json | undefined) => typeof port === 'number' && port >= 30_000 && port <= 32_767

/** An address and a port of the node are one cluster's own; `None` is the learner's wish for a headless Service. */
function takeAddress({ spec }: JsonObject, aside: string[]): void {
  if (!isObject(spec)) return
  if (spec.clusterIP !== 'None')
    for (const field of ['clusterIP', 'clusterIPs']) take(spec, [field], `spec.${field}`, aside)
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return
  take(spec, ['healthCheckNodePort'], 'spec.healthCheckNodePort', aside)
  for (const port of Array.isArray(spec.ports) ? spec.ports : [])
    if (isObject(port) && isNodePort(port.nodePort)) take(port, ['nodePort'], 'spec.ports.nodePort', aside)
}
