import { parseQuantity } from '../cluster/capacity/quantity.ts'
import type { Container, PodSpec } from '../cluster/objects.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'

/** Words of the scheduler, what they mean for the learner, and the field of the Pod's spec that decides it. */
const REASONS: [RegExp, string, (spec: PodSpec, found: RegExpExecArray) => string][] = [
  [
    /persistentvolumeclaim "([^"]+)" not found/,
    'Its claim is not there: compare the claimName with `kubectl get pvc`.',
    (spec, found) => claimPath(spec, found[1] ?? ''),
  ],
  [
    /persistentvolumeclaim/i,
    'Its claim is not bound: look at the claim’s StorageClass and access mode.',
    () => 'volumes',
  ],
  [
    /Insufficient (cpu|memory|ephemeral-storage)/,
    'The Pod asks for more than the node has left: look at `resources.requests`.',
    (spec, found) => largestRequest(spec, found[1] ?? ''),
  ],
  [
    /node affinity\/selector/,
    'No node has the labels that the Pod asks for: take its nodeSelector or affinity away, or compare it with `kubectl get nodes --show-labels`.',
    (spec) => (spec.nodeSelector ? 'nodeSelector' : 'affinity'),
  ],
  [
    /anti-affinity/,
    'Its anti-affinity keeps the Pod away from the only node: take it away, or make it preferred instead of required.',
    () => 'affinity.podAntiAffinity',
  ],
  [
    /pod affinity/,
    'Its affinity asks for the company of Pods that are not there.',
    () => 'affinity.podAffinity',
  ],
  [
    /topology spread/,
    'Its topologySpreadConstraints cannot be met on one node.',
    () => 'topologySpreadConstraints',
  ],
  [
    /free ports/,
    'Its hostPort is taken on the node: a Pod behind a Service needs no hostPort.',
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
  return { observed: message, cause: 'The scheduler finds no node for the Pod: read `kubectl describe pod`.' }
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
