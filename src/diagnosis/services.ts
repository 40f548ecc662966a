import type { Cluster } from '../cluster/cluster.ts'
import { isReady } from '../cluster/conditions.ts'
import type { Container, Pod, Service } from '../cluster/objects.ts'
import type { FieldDiagnosis } from './field-diagnosis.ts'
import { matches } from './workloads.ts'

/** The Pods of a Namespace that are not on their way out. */
export async function podsOf(cluster: Cluster): Promise<Pod[]> {
  return (await cluster.list('v1', 'Pod')).filter(({ metadata }) => !metadata.deletionTimestamp)
}

/** Whether a Service's selector matches a Pod's labels. */
export function isSelected({ spec }: Selecting, { metadata }: Selectable): boolean {
  return matches(spec.selector, metadata.labels)
}

/** A Service, as far as it says which Pods it selects. */
export interface Selecting {
  metadata: Pick<Service['metadata'], 'name'>
  spec: Pick<Service['spec'], 'selector'>
}

/** A Pod, or the template of one, as far as a Service selects it. */
export interface Selectable {
  metadata: Pick<Pod['metadata'], 'labels'>
}

/** Says that a Service selects none of the Pods there are, and by which labels it would. */
export function diagnoseSelector(service: Selecting, pods: Selectable[]): FieldDiagnosis | undefined {
  if (pods.some((pod) => isSelected(service, pod))) return undefined
  const name = `Service ${service.metadata.name}`
  const selector = inWords(service.spec.selector)
  const labels = [...new Set(pods.map(({ metadata }) => inWords(withoutHashes(metadata.labels))))].sort()
  const others = pods.length > 0 ? `the Pods have ${labels.join(' or ') || 'no labels'}` : 'there is no Pod'
  return {
    observed: selector ? `${name} selects Pods with ${selector}, but ${others}` : `${name} has no selector`,
    cause: `${name} selects no Pod: compare its \`selector\` with the labels in the Pod template.`,
    object: { kind: 'Service', name: service.metadata.name },
    path: 'spec.selector',
  }
}

const inWords = (labels: Record<string, string> = {}) =>
  Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .join(',')

/** Labels that controllers add say nothing to the learner. */
function withoutHashes(labels: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).filter(([label]) => !/hash|statefulset\.kubernetes\.io|pod-index/.test(label)),
  )
}

/** Says that a port of a Service leads to a port on which none of its Ready Pods listens, as far as they declare it. */
export function diagnosePort(
  service: Service,
  port: number | string,
  pods: Pod[],
): FieldDiagnosis | undefined {
  const ports = service.spec.ports ?? []
  const i = ports.findIndex((one) => one.port === port || one.name === port)
  const target = ports[i]?.targetPort ?? port
  const ready = pods.filter((pod) => isReady(pod) && isSelected(service, pod))
  const known = [...new Set(ready.flatMap(({ spec }) => spec.containers.flatMap(portsOf)))]
  if (known.length === 0 || known.includes(target)) return undefined
  return {
    observed: `Service ${service.metadata.name} sends to port ${target}, but its Pods declare port ${known.join(', ')}`,
    cause: 'The Service’s `targetPort` is not a port of its Pods: compare it with `containerPort`.',
    object: { kind: 'Service', name: service.metadata.name },
    path: `spec.ports[${i}].targetPort`,
  }
}

function portsOf({ ports = [], readinessProbe }: Container): (number | string)[] {
  const probed = (readinessProbe?.httpGet ?? readinessProbe?.tcpSocket)?.port
  const declared = ports.flatMap(({ name, containerPort }) => [containerPort, ...(name ? [name] : [])])
  return probed === undefined ? declared : [...declared, probed]
}
