import { type Amount, requestsOf, sum } from '../cluster/capacity/amount.ts'
import type { PodSpec } from '../cluster/objects.ts'
import { isObject } from '../submission/json.ts'
import type { Manifest } from '../submission/manifest.ts'
import { runsApi } from './section-nine.ts'

/** The requests of all Pods of manifests, with at least this many replicas of the API. */
export function demandOf(manifests: Manifest[], replicas: number): Amount {
  return sum(manifests.map((manifest) => amountOf(manifest, replicas)))
}

const NOTHING: Amount = { cpu: 0, memory: 0, pods: 0 }

function amountOf(manifest: Manifest, replicas: number): Amount {
  const { kind, object } = manifest
  const spec = isObject(object.spec) ? object.spec : {}
  const template = isObject(spec.template) ? spec.template : {}
  const pod = kind === 'Pod' ? spec : template.spec
  if (!isObject(pod) || !Array.isArray(pod.containers)) return NOTHING
  const asked = typeof spec.replicas === 'number' ? spec.replicas : 1
  const count = runsApi(manifest) ? Math.max(asked, replicas) : asked
  try {
    // No server has checked it yet: if it is malformed, this throws or finds no number.
    const { cpu, memory } = requestsOf(pod as unknown as PodSpec)
    if (Number.isFinite(cpu + memory)) return { cpu: count * cpu, memory: count * memory, pods: count }
  } catch {}
  // What it asks for is no quantity, so that the API server refuses it.
  return NOTHING
}
