import type { StartedK3sContainer } from '@testcontainers/k3s'
import type { Parts } from '../parts/parts.ts'
import { NotReady } from '../parts/step.ts'
import { readAddOns } from './add-ons.ts'
import { Api, ApiError, type KubernetesObject } from './api.ts'
import { Node, reserve } from './node.ts'
import { makeRunFolder, removeOwn, runFolder, sweep } from './owner.ts'
import { type Clocks, clocks, type Pace } from './pace.ts'
import { awaitReady } from './ready.ts'
import { type Section, sections } from './sections.ts'

/** How to reach a running cluster, as plain data that can be handed to another process. */
export interface Address {
  kubeconfig: string
  /** The host's port for each section's Ingress, at {@link Address.host}. */
  ports: Record<Section, number>
  host: string
  pace: Pace
  clocks: Clocks
  kubectl: string
  helm: string
  /** The run's folder on disk, for what kubectl and helm keep. */
  folder: string
  kubernetes: string
  nodeImage: string
}

/** A cluster that runs until it is stopped. */
export interface Cluster {
  address: Address
  /** Removes the node, its volumes and everything in it. */
  stop(): Promise<void>
}

/** Starts a cluster and returns when everything in it is ready. Leaves nothing behind if that fails. */
export async function startCluster(
  { images, archive, kubectl, helm }: Parts,
  pace: Pace,
  signal: AbortSignal,
): Promise<Cluster> {
  await sweep()
  await makeRunFolder()
  signal.throwIfAborted()
  let removal: Promise<void> | undefined
  const onAbort = () => {
    removal = removeOwn()
  }
  signal.addEventListener('abort', onAbort)
  const stop = async () => {
    signal.removeEventListener('abort', onAbort)
    await removal
    await removeOwn()
  }
  try {
    const node = new Node(images.node, archive, images.loaded.pause, clocks[pace], await reserve())
    const container = await startNode(node)
    signal.throwIfAborted()
    const kubeconfig = container.getKubeConfig()
    const api = new Api(kubeconfig)
    const { gitVersion } = await api.request('/version')
    for (const object of await readAddOns(images, clocks[pace])) await install(api, object)
    await awaitReady(api)
    const tools = { kubectl: kubectl.command, helm: helm.command, folder: runFolder }
    const described = { pace, clocks: clocks[pace], ...tools, kubernetes: gitVersion, nodeImage: images.node }
    return { address: { kubeconfig, ...reach(container), ...described }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startNode(node: Node): Promise<StartedK3sContainer> {
  const log: string[] = []
  node.withLogConsumer((stream) => stream.on('data', (line) => log.push(String(line))))
  return node.start().catch((error: Error) => {
    throw new NotReady(`The node did not start: ${error.message}\n${log.slice(-15).join('')}`)
  })
}

function reach(container: StartedK3sContainer): Pick<Address, 'host' | 'ports'> {
  const ports = Object.entries(sections).map(([name, { port }]) => [name, container.getMappedPort(port)])
  return { host: container.getHost(), ports: Object.fromEntries(ports) }
}

async function install(api: Api, object: KubernetesObject): Promise<void> {
  const { name, namespace } = object.metadata
  const path = `${await api.pathOf(object.apiVersion, object.kind, namespace)}/${name}?fieldManager=assay&force=true`
  try {
    await api.request(path, { method: 'PATCH', body: object, contentType: 'application/apply-patch+yaml' })
  } catch (error) {
    if (error instanceof ApiError)
      error.message = `${object.kind} ${name} of the cluster's own: ${error.message}`
    throw error
  }
}
