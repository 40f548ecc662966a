import { inCluster } from '../setup/in-cluster.ts'
import type { Setup } from '../setup/setup.ts'
import { NotReady } from '../setup/step.ts'
import { readAddOns } from './add-ons.ts'
import type { Connection } from './connection.ts'
import { contain } from './containment.ts'
import { addGatewayKinds } from './gateway-api.ts'
import { awaitTraffic } from './health/traffic.ts'
import { openHelm } from './helm-container.ts'
import { install } from './install.ts'
import type { NewObject, Version } from './objects.ts'
import { type Clocks, clocks, type Pace } from './pace.ts'
import { awaitReady, registerMetrics } from './ready.ts'
import { keep, removeOnAbort, setAside, sweep } from './reaper.ts'
import { startNode } from './start-node.ts'
import type { NamespacePool } from './test-namespaces.ts'

/** How to reach a running cluster, as plain data that can be handed to another process. */
export interface Address {
  /** The id of the node's container. */
  container: string
  kubeconfig: string
  connection: Connection
  pace: Pace
  clocks: Clocks
  /** The id of Helm's container, unless the cluster was started without. */
  helm?: string
  kubernetes: string
  nodeImage: string
}

/** A cluster that runs until it is stopped. */
export interface Cluster {
  address: Address
  namespaces: NamespacePool
  /** Removes the node, its volumes and everything in it. */
  stop(): Promise<void>
  /** Lets it run on, also after the end of this process. Returns the command that removes it. */
  keep(): Promise<string>
}

/** What a cluster has only for those who use it. */
export interface Needs {
  /** Helm, in a container of its own. */
  helm: boolean
  /** The kinds of the Gateway API, and an ingress controller that serves them. */
  gateway: boolean
}

/**
 * Starts a cluster with what is needed of it, and returns when everything in it is ready but the metrics API, for which
 * `awaitMetrics` waits. Leaves nothing behind if that fails.
 */
export async function startCluster(
  setup: Setup,
  pace: Pace,
  signal: AbortSignal,
  needs: Needs,
): Promise<Cluster> {
  await sweep()
  signal.throwIfAborted()
  const belongings = setAside()
  const stop = removeOnAbort(belongings, signal)
  const ending = new AbortController()
  try {
    const { container, kubeconfig, connection, api, namespaces } = await startNode(
      setup,
      clocks[pace],
      belongings,
    )
    signal.throwIfAborted()
    await contain(container)
    const { gitVersion } = await api.request<Version>('/version').catch((error: Error) => {
      throw new NotReady(
        `The node has started, but its API server cannot be reached at ${connection.server}: ${error.message}. Restart Docker, and try again.`,
      )
    })
    const { images } = setup
    if (needs.gateway) await addGatewayKinds({ container })
    const addOns = await readAddOns(setup, clocks[pace], needs.gateway)
    const isApiService = ({ kind }: NewObject) => kind === 'APIService'
    for (const object of addOns) if (!isApiService(object)) await install(api, object)
    // A section that reads metrics waits for it by itself, and says what is wrong if it does not come.
    const registered = registerMetrics(
      api,
      addOns.filter(isApiService),
      AbortSignal.any([signal, ending.signal]),
    ).catch(() => undefined)
    const helm = needs.helm ? openHelm(setup, { container, connection }, belongings) : undefined
    const traffic = awaitTraffic(container, api, inCluster(images.loaded.shell), signal)
    // Nothing of it may still be on its way when the cluster is removed.
    const awaited = await Promise.allSettled([awaitReady(api, signal), traffic, helm])
    for (const part of awaited) if (part.status === 'rejected') throw part.reason
    const described = { pace, clocks: clocks[pace], kubernetes: gitVersion, nodeImage: images.node }
    const address = { container, kubeconfig, connection, ...described, ...(await helm) }
    return {
      address,
      namespaces,
      stop() {
        ending.abort()
        return stop()
      },
      async keep() {
        await registered
        return keep(belongings)
      },
    }
  } catch (error) {
    ending.abort()
    await stop()
    throw error
  }
}
