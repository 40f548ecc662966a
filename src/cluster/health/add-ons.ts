import type { Api } from '../api.ts'
import { condition, isReady } from '../conditions.ts'
import type { Deployment, EndpointSlice, KubernetesObject, Pod, Service } from '../objects.ts'

const NAMESPACE = 'kube-system'

/**
 * A sentence about an unhealthy add-on, now or since a time, ignored ones aside; nothing if all are healthy.
 */
export async function addOnAilment(
  api: Api,
  since: number,
  ignored: string[] = [],
): Promise<string | undefined> {
  const list = async <T extends KubernetesObject>(path: string) =>
    (await api.list<T>(path)).filter(
      ({ metadata }) => !ignored.some((name) => metadata.name.startsWith(name)),
    )
  const [deployments, pods, services, slices] = await Promise.all([
    list<Deployment>(`/apis/apps/v1/namespaces/${NAMESPACE}/deployments`),
    list<Pod>(`/api/v1/namespaces/${NAMESPACE}/pods`),
    list<Service>(`/api/v1/namespaces/${NAMESPACE}/services`),
    list<EndpointSlice>(`/apis/discovery.k8s.io/v1/namespaces/${NAMESPACE}/endpointslices`),
  ])
  const answers = await Promise.all(pods.map((pod) => probe(api, pod)))
  return (
    first(deployments, (deployment) => unavailable(deployment, pods)) ??
    first(pods, (pod) => ended(pod, since)) ??
    first(answers, (answer) => answer) ??
    first(services, (service) => unreachable(service, slices))
  )
}

function first<T>(items: T[], ailment: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = ailment(item)
    if (found) return found
  }
  return undefined
}

/** The Pods tell, not the Deployment's status, which is nobody's once the controller manager has stopped. */
function unavailable({ metadata, spec }: Deployment, pods: Pod[]): string | undefined {
  const labels = Object.entries(spec.selector.matchLabels ?? {})
  const own = pods.filter((pod) => labels.every(([name, value]) => pod.metadata.labels?.[name] === value))
  if (own.some(isReady)) return undefined
  const said = own.map((pod) => stateOf(pod) ?? condition(pod, 'Ready')?.message).find(Boolean)
  return `add-on ${metadata.name} is not Available: ${said ?? `it has ${own.length} Pods`}`
}

/** An add-on that was started anew was away for a while, however well it is now. */
function ended(pod: Pod, since: number): string | undefined {
  const last = pod.status.containerStatuses?.[0]?.lastState?.terminated
  if (!last || Date.parse(last.finishedAt ?? '') < since - CLOCK_MS) return undefined
  return `add-on ${addOn(pod)} ended and was restarted: ${last.reason}, exit code ${last.exitCode}`
}

/** The kubelet writes whole seconds. */
const CLOCK_MS = 1000

/** Asks an add-on what the kubelet asks it: the kubelet needs three silences to believe one. */
async function probe(api: Api, pod: Pod): Promise<string | undefined> {
  const [container] = pod.spec.containers
  const { path, port, scheme = 'HTTP' } = container?.readinessProbe?.httpGet ?? {}
  if (!path || condition(pod, 'Ready')?.status !== 'True') return undefined
  const number = container?.ports?.find(({ name }) => name === port)?.containerPort ?? port
  const target = `${scheme.toLowerCase()}:${pod.metadata.name}:${number}`
  return api.text(`/api/v1/namespaces/${NAMESPACE}/pods/${target}/proxy${path}`).then(
    () => undefined,
    (error: Error) => `add-on ${addOn(pod)} does not answer: ${error.message.trim()}`,
  )
}

function unreachable({ metadata, spec }: Service, slices: EndpointSlice[]): string | undefined {
  if (!spec.selector) return undefined
  const isOwn = (slice: EndpointSlice) =>
    slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name
  const endpoints = slices.filter(isOwn).flatMap((slice) => slice.endpoints ?? [])
  if (endpoints.some(({ conditions }) => conditions?.ready !== false)) return undefined
  return `the cluster's Service ${metadata.name} has no endpoint`
}

function stateOf({ status }: Pod): string | undefined {
  const { waiting, terminated } = status.containerStatuses?.[0]?.state ?? {}
  const state = waiting ?? terminated
  return state && [state.reason, state.message].filter(Boolean).join(', ')
}

const addOn = ({ metadata }: Pod) => metadata.name.replace(/-[^-]+-[^-]+$/, '')
