import { once } from 'node:events'
import type { Api } from '../api.ts'
import type { Cluster } from '../cluster.ts'
import { condition } from '../conditions.ts'
import type { Node } from '../objects.ts'
import { METRICS_SERVER } from '../ready.ts'
import { addOnAilment } from './add-ons.ts'
import { claimAilment } from './claims.ts'
import { machineAilment } from './machine.ts'

/** A sentence about a component of the cluster that is not healthy; nothing if it is healthy. */
export type Ailment = string | undefined

/** An observation of a cluster, which counts only if the cluster was healthy. */
export interface Span {
  /** Milliseconds since the epoch. */
  since: number
  /** Whether it depends on the metrics API. If not, over-scaling may starve that API for a while. */
  readsMetrics: boolean
}

/**
 * A component that is silent for this long, in milliseconds, counts as down. At a load of 50 on 2 CPUs,
 * `docker exec` on a healthy node took 13 seconds.
 */
export const SILENCE_MS = 30_000

/**
 * A sentence about the cluster's own fault, now or since a time: the first unhealthy component in the order
 * in which they depend on each other. Does not throw.
 */
export async function findAilment(
  { address, api, namespace }: Cluster,
  { since, readsMetrics }: Span,
): Promise<Ailment> {
  const questions = [
    ask('the node', () => machineAilment(address)),
    ask('the API server', async () => void (await api.text('/readyz'))),
    ask('the API server', () => nodeAilment(api)),
    ask('the kubelet', async () => void (await api.text(`${await pathOfNode(api)}/proxy/healthz`))),
    ask('kube-proxy', () => proxyAilment(api)),
    ask('the API server', () => addOnAilment(api, since, readsMetrics ? [] : [METRICS_SERVER])),
    ...(readsMetrics ? [ask('the metrics API', () => metricsAilment(api))] : []),
    ask('the API server', () => claimAilment(api, namespace)),
  ]
  return (await Promise.all(questions)).find((ailment) => ailment !== undefined)
}

/** Checks a component; one that does not answer is not healthy either. */
export async function ask(part: string, question: () => Promise<Ailment>): Promise<Ailment> {
  const silence = once(AbortSignal.timeout(SILENCE_MS), 'abort').then(
    () => `${part} has not answered for ${SILENCE_MS / 1000} s`,
  )
  const answer = question().catch((error: Error) => `${part} does not answer: ${error.message.trim()}`)
  return Promise.race([answer, silence])
}

async function nodeAilment(api: Api): Promise<Ailment> {
  const [node] = await api.list<Node>('/api/v1/nodes')
  const conditions = node?.status.conditions ?? []
  const ready = node && condition(node, 'Ready')
  if (ready?.status !== 'True') return `the node is not Ready: ${ready?.message ?? 'there is no node'}`
  const pressure = conditions.find(({ type, status }) => type.endsWith('Pressure') && status === 'True')
  return pressure && `the node has ${pressure.type}: ${pressure.message}`
}

/** In k3s it answers on the loopback alone, so only silence says that it is stopped. */
async function proxyAilment(api: Api): Promise<Ailment> {
  const path = (await pathOfNode(api)).replace(/(?<=\/)[^/]+$/, 'http:$&:10256')
  await api.text(`${path}/proxy/healthz`).catch(() => undefined)
  return undefined
}

async function pathOfNode(api: Api): Promise<string> {
  const [node] = await api.list<Node>('/api/v1/nodes')
  return `/api/v1/nodes/${node?.metadata.name}`
}

async function metricsAilment(api: Api): Promise<Ailment> {
  const nodes = await api.list('/apis/metrics.k8s.io/v1beta1/nodes')
  return nodes.length === 0 ? 'the metrics API lists no node' : undefined
}
