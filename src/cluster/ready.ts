import { setTimeout as pause } from 'node:timers/promises'
import { isGiven } from '../setup/in-cluster.ts'
import { NotReady } from '../setup/step.ts'
import { type Api, ApiError } from './api.ts'
import { condition } from './conditions.ts'
import { install } from './install.ts'
import { LEARNER } from './kubectl.ts'
import type { Deployment, NewObject, Node, Pod } from './objects.ts'

/** How long the cluster may take to be ready; measured under 20 s on 2 cores, several times that on a busy machine. */
const PATIENCE_MS = 180_000
const INTERVAL_MS = 250

/**
 * Returns when the node and the add-ons are ready, but for metrics-server: its first value takes two scrapes, and most
 * sections read none. Throws if the signal is aborted.
 */
export async function awaitReady(api: Api, signal: AbortSignal): Promise<void> {
  await Promise.all([
    until('the node', () => nodeIsReady(api), signal),
    until('the add-ons', () => addOnsAreAvailable(api, [METRICS_SERVER]), signal),
  ])
}

/**
 * Registers the metrics API once metrics-server has values to serve: while an API is registered and does not answer,
 * discovery fails, kubectl and Helm warn of it, and no Namespace is removed. Throws if the signal is aborted.
 */
export async function registerMetrics(
  api: Api,
  apiServices: NewObject[],
  signal: AbortSignal,
): Promise<void> {
  await until('metrics-server', () => isAvailable(api, METRICS_SERVER), signal)
  for (const apiService of apiServices) await install(api, apiService)
}

/** Returns when the metrics API answers. Throws {@link NotReady} if it takes too long. */
export const awaitMetrics = (api: Api) => until('the metrics API', () => metricsAreServed(api))

/** The add-on behind the metrics API. */
export const METRICS_SERVER = 'metrics-server'

/** Returns when a component of the cluster is ready. Throws {@link NotReady} if it takes too long. */
export async function until(
  part: string,
  isReady: () => Promise<boolean>,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (!(await settled(isReady))) {
    signal?.throwIfAborted()
    if (Date.now() > deadline)
      throw new NotReady(`After ${PATIENCE_MS / 1000} s ${part} of the cluster is not ready.`)
    await pause(INTERVAL_MS)
  }
}

async function settled(isReady: () => Promise<boolean>): Promise<boolean> {
  try {
    return await isReady()
  } catch (error) {
    if (error instanceof ApiError && error.status < 500 && error.status !== 404 && error.status !== 429)
      throw error
    return false
  }
}

async function nodeIsReady(api: Api): Promise<boolean> {
  const nodes = await api.list<Node>('/api/v1/nodes')
  return nodes.length === 1 && nodes.every((node) => condition(node, 'Ready')?.status === 'True')
}

/** Whether every Deployment of the cluster is Available, but for these. */
export async function addOnsAreAvailable(api: Api, excepted: string[] = []): Promise<boolean> {
  const deployments = await listDeployments(api)
  const asked = deployments.filter(({ metadata }) => !excepted.includes(metadata.name))
  return asked.length > 0 && asked.every(hasMinimum)
}

async function isAvailable(api: Api, name: string): Promise<boolean> {
  return (await listDeployments(api)).some(
    (deployment) => deployment.metadata.name === name && hasMinimum(deployment),
  )
}

const listDeployments = (api: Api) => api.list<Deployment>('/apis/apps/v1/deployments')

const hasMinimum = (deployment: Deployment) => condition(deployment, 'Available')?.status === 'True'

/** Whether the metrics API knows of the node. */
async function metricsAreServed(api: Api): Promise<boolean> {
  return (await api.list('/apis/metrics.k8s.io/v1beta1/nodes')).length === 1
}

/**
 * Whether a Namespace's policies are in force yet, some time after they were stored: tested with dry-run
 * Pods.
 */
export async function admissionIsInForce(api: Api, namespace: string): Promise<boolean> {
  return (
    (await isMadeOrdinary(api, namespace)) && (await isRefused(api, namespace, 'somewhere.example/other'))
  )
}

/** Whether a Pod gets an image that is there and an end to its memory, and neither a priority nor a token. */
async function isMadeOrdinary(api: Api, namespace: string): Promise<boolean> {
  const asks = { nodeName: 'none', priorityClassName: 'system-node-critical' }
  try {
    const { metadata, spec } = await tryPod(api, namespace, 'somewhere.example/busybox:1', asks)
    const [{ image = '', resources } = {}] = spec.containers
    const isBounded = resources?.limits?.memory && resources.limits['ephemeral-storage']
    const isOrdinary = spec.priority === 0 && !spec.nodeName && !metadata.finalizers && !spec.volumes
    return isGiven(image) && isBounded !== undefined && isOrdinary
  } catch (error) {
    // Until the role binding, the Namespace's ServiceAccount, the policies and the images are known everywhere.
    if (isRefusal(error)) return false
    throw error
  }
}

const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && [403, 422].includes(error.status)

async function isRefused(api: Api, namespace: string, image: string): Promise<boolean> {
  try {
    await tryPod(api, namespace, image)
    return false
  } catch (error) {
    if (isRefusal(error)) return error.message.includes(`does not use image ${image}`)
    throw error
  }
}

/** The Pod that the API server would store for the learner. */
function tryPod(api: Api, namespace: string, image: string, asks: object = {}): Promise<Pod> {
  const pod = {
    metadata: { name: 'probe', finalizers: ['assay.dev/probe'] },
    spec: { containers: [{ name: 'probe', image }], ...asks },
  }
  return api.request(`/api/v1/namespaces/${namespace}/pods?dryRun=All`, {
    method: 'POST',
    body: pod,
    as: LEARNER,
  })
}
