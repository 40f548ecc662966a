import { getOwn, isObject } from './json.ts'
import type { Manifest } from './manifest.ts'

/** Labels and annotations of what a controller, or Helm, makes: the workload or the release is what was handed in. */
const MARKS: Record<string, string[]> = {
  Pod: ['pod-template-hash', 'controller-revision-hash', 'statefulset.kubernetes.io/pod-name'],
  ReplicaSet: ['pod-template-hash'],
  EndpointSlice: ['endpointslice.kubernetes.io/managed-by'],
  Endpoints: ['endpoints.kubernetes.io/managed-by', 'endpoints.kubernetes.io/last-change-trigger-time'],
  PersistentVolume: ['pv.kubernetes.io/provisioned-by'],
}

/** Whether a cluster, a controller or Helm made an object, and not its learner. */
export function isMade({ kind, name, object }: Manifest): boolean {
  const metadata = isObject(object.metadata) ? object.metadata : {}
  if (kind === 'Event' || kind === 'ControllerRevision') return true
  if (kind === 'Service' && name === 'kubernetes') return true
  if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') return true
  if (kind === 'Secret' && object.type === 'helm.sh/release.v1') return true
  const owners = Array.isArray(metadata.ownerReferences) ? metadata.ownerReferences : []
  if (owners.some((owner) => isObject(owner) && owner.controller === true)) return true
  const marks = [metadata.labels, metadata.annotations].flatMap((marks) =>
    isObject(marks) ? Object.keys(marks) : [],
  )
  return marks.some((mark) => mark === 'meta.helm.sh/release-name' || getOwn(MARKS, kind)?.includes(mark))
}
