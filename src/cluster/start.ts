import { markUsed } from '../setup/archive.ts'
import { inCluster } from '../setup/in-cluster.ts'
import type { Parts } from '../setup/parts.ts'
import { NotReady } from '../setup/step.ts'
import { readAddOns } from './add-ons.ts'
import { Api } from './api.ts'
import { boot } from './boot.ts'
import { type Connection, connectionOf, kubeconfigFor } from './connection.ts'
import { contain } from './containment.ts'
import { awaitTraffic } from './health/traffic.ts'
import { openHelm } from './helm-container.ts'
import { install } from './install.ts'
import { LEARNER } from './learner.ts'
import { Node, reserve } from './node.ts'
import { labelOf, makeNetwork, remove, setAside, sweep } from './owner.ts'
import { type Clocks, clocks, type Pace } from './pace.ts'
import { findPublished } from './published.ts'
import { awaitReady } from './ready.ts'
import { Seats } from './seat.ts'

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
  seats: Seats
  /** Removes the node, its volumes and everything in it. */
  stop(): Promise<void>
}

/**
 * Starts a cluster, with Helm beside it unless nobody needs it, and returns when everything in it is ready. Leaves nothing behind if that
 * fails.
 */
export async function startCluster(
  { images, archive }: Parts,
  pace: Pace,
  signal: AbortSignal,
  needsHelm = true,
): Promise<Cluster> {
  await sweep()
  signal.throwIfAborted()
  const belongings = setAside()
  let removal: Promise<void> | undefined
  const onAbort = () => {
    removal = remove(belongings)
  }
  signal.addEventListener('abort', onAbort)
  const stop = async () => {
    signal.removeEventListener('abort', onAbort)
    await removal
    await remove(belongings)
  }
  try {
    const [reserved, published] = await Promise.all([reserve(), findPublished()])
    const { node: image, loaded } = images
    const make = { image, archive, pauseImage: loaded.pause, clocks: clocks[pace], reserved, published }
    await markUsed(archive)
    const network = await makeNetwork(belongings, published)
    const container = await boot(new Node(make).withLabels(belongings.label).withNetworkMode(network))
    signal.throwIfAborted()
    await contain(container.getId())
    const kubeconfig = container.getKubeConfig()
    const connection = connectionOf(kubeconfig)
    const api = new Api(connection)
    const { gitVersion } = await api.request('/version').catch((error: Error) => {
      throw new NotReady(
        `The node has started, and its API server cannot be reached at ${connection.server}: ${error.message}. Restart Docker, and try again.`,
      )
    })
    for (const object of await readAddOns(images, clocks[pace])) await install(api, object)
    const kubeconfigOfHelm = kubeconfigFor(LEARNER, connection)
    const place = { network: `container:${container.getId()}`, label: labelOf(belongings) }
    const helm = needsHelm ? openHelm(images, place, kubeconfigOfHelm) : undefined
    // Nothing of it may still be on its way when the cluster is removed.
    const traffic = awaitTraffic(container.getId(), api, inCluster(loaded.shell), signal)
    const parts = await Promise.allSettled([awaitReady(api, signal), traffic, helm])
    for (const part of parts) if (part.status === 'rejected') throw part.reason
    const seats = new Seats(api, (port) => `http://${container.getHost()}:${container.getMappedPort(port)}`)
    const described = { pace, clocks: clocks[pace], kubernetes: gitVersion, nodeImage: images.node }
    const address = { container: container.getId(), kubeconfig, connection, ...described, ...(await helm) }
    return { address, seats, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
