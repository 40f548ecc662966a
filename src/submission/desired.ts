import type { Manifest } from './manifest.ts'

const order = [
  ['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount'],
  ['Service'],
  ['Ingress', 'Gateway', 'HTTPRoute'],
  ['StatefulSet', 'Deployment'],
]

/**
 * The objects that the cluster should hold: the submission's, and the workshop's for all that it leaves out.
 */
export function completeWith(submission: { manifests: Manifest[] }, leftovers: Manifest[]): Manifest[] {
  const replaced = new Set(submission.manifests.map(identity))
  return inOrder([
    ...leftovers.filter((manifest) => !replaced.has(identity(manifest))),
    ...submission.manifests,
  ])
}

/** Sorts manifests so that nothing is applied before what it refers to; an autoscaler comes last. */
function inOrder(manifests: Manifest[]): Manifest[] {
  return manifests.toSorted((a, b) => rank(a) - rank(b))
}

// The API version is left out on purpose: autoscaling/v1 and v2 name the same object.
function identity({ kind, name }: Manifest): string {
  return JSON.stringify([kind, name])
}

function rank({ kind }: Manifest): number {
  if (kind === 'HorizontalPodAutoscaler') return order.length + 1
  const found = order.findIndex((kinds) => kinds.includes(kind))
  return found === -1 ? order.length : found
}
