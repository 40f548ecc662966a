import { parseQuantity } from '../cluster/capacity/quantity.ts'
import type { Container, PodSpec } from '../cluster/objects.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'

/** Words of the scheduler, what they mean for the learner, and the field of the Pod's spec that decides it. */
const REASONS: [RegExp, string, (spec: PodSpec, found: RegExpExecArray) => string][] = [
  [
    /persistentvolumeclaim "([^"]+)" not found/,
    'The Pod’s claim does not exist: compare `claimName` with `kubectl get pvc`.',
    (spec, found) => claimPath(spec, found[1] ?? ''),
  ],
  [
    /persistentvolumeclaim/i,
    'The Pod’s claim is not bound: check its `storageClassName` and `accessModes`.',
    () => 'volumes',
  ],
  [
    /Insufficient (cpu|memory|ephemeral-storage)/,
    'The Pod requests more than the node has left: lower `resources.requests`.',
    (spec, found) => largestRequest(spec, found[1] ?? ''),
  ],
  [
    /node affinity\/selector/,
    'The node lacks a label that the Pod requires: remove `nodeSelector` or `affinity`, or compare it with `kubectl get nodes --show-labels`.',
    (spec) => (spec.nodeSelector ? 'nodeSelector' : 'affinity'),
  ],
  [
    /anti-affinity/,
    'Its `podAntiAffinity` keeps the Pod away from the only node: remove it, or make it preferred instead of required.',
    () => 'affinity.podAntiAffinity',
  ],
  [
    /pod affinity/,
    'Its `podAffinity` requires Pods that do not exist: remove it.',
    () => 'affinity.podAffinity',
  ],
  [
    /topology spread/,
    'One node cannot meet the Pod’s `topologySpreadConstraints`: remove them.',
    () => 'topologySpreadConstraints',
  ],
  [
    /free ports/,
    'Remove `hostPort`: this port of the node is in use, and a Pod behind a Service needs none.',
    (spec) => containerPath(spec, (container) => hasHostPort(container), 'ports'),
  ],
]

/** A controller that has not come to it yet is no reason: a claim of the Pod before must be gone before it makes another. */
const COMING = /waiting for ephemeral volume controller|persistentvolumeclaim "[^"]*" is being deleted/

/** Says why the scheduler finds no node for a Pod. */
export function diagnosePlacement(message: string, spec: PodSpec): FieldDiagnosis {
  if (COMING.test(message)) return { observed: message }
  for (const [words, cause, path] of REASONS) {
    const found = words.exec(message)
    if (found) return { observed: message, cause, path: path(spec, found) }
  }
  return { observed: message, cause: 'The scheduler finds no node for the Pod: run `kubectl describe pod`.' }
}

function claimPath(spec: PodSpec, name: string): string {
  const i = (spec.volumes ?? []).findIndex(
    ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === name,
  )
  return i >= 0 ? `volumes[${i}].persistentVolumeClaim.claimName` : 'volumes'
}

function largestRequest(spec: PodSpec, resource: string): string {
  if (spec.resources?.requests?.[resource]) return `resources.requests.${resource}`
  const asked = ({ resources }: Container) =>
    parseQuantity(resources?.requests?.[resource] ?? resources?.limits?.[resource] ?? 0)
  const most = Math.max(0, ...spec.containers.map(asked))
  return containerPath(
    spec,
    (container) => asked(container) === most,
    (container) =>
      container.resources?.requests?.[resource] ? `resources.requests.${resource}` : 'resources',
  )
}

function hasHostPort({ ports = [] }: Container): boolean {
  return ports.some(({ hostPort }) => hostPort !== undefined)
}

function containerPath(
  spec: PodSpec,
  isIt: (container: Container) => boolean,
  field: string | ((container: Container) => string),
): string {
  const i = Math.max(0, spec.containers.findIndex(isIt))
  const container = spec.containers[i]
  return `containers[${i}].${typeof field === 'string' || !container ? field : field(container)}`
}
