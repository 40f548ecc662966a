import { markUsed } from '../setup/archive.ts'
import type { Setup } from '../setup/setup.ts'
import { Api } from './api.ts'
import { boot } from './boot.ts'
import { type Connection, connectionOf } from './connection.ts'
import { Node, reserve } from './node.ts'
import type { Clocks } from './pace.ts'
import { findPublished } from './published.ts'
import { type Belongings, makeNetwork } from './reaper.ts'
import { NamespacePool } from './test-namespaces.ts'

/** A running node with an empty cluster. */
export interface StartedNode {
  /** The id of its container. */
  container: string
  kubeconfig: string
  connection: Connection
  api: Api
  namespaces: NamespacePool
}

/**
 * Starts a node in its own network, and returns when its log says that it is ready and has its images. Throws
 * `NotStarted` if it does not come up; the caller, who owns the belongings, then removes its remains.
 */
export async function startNode(
  { images, archive }: Setup,
  clocks: Clocks,
  belongings: Belongings,
): Promise<StartedNode> {
  const [reserved, published] = await Promise.all([reserve(), findPublished()])
  await markUsed(archive)
  const network = await makeNetwork(belongings, published)
  const { node: image, loaded } = images
  const node = new Node({ image, archive, pauseImage: loaded.pause, clocks, reserved, published })
  const started = await boot(node.withLabels(belongings.label).withNetworkMode(network))
  const kubeconfig = started.getKubeConfig()
  const connection = connectionOf(kubeconfig)
  const api = new Api(connection)
  const urlOf = (port: number) => `http://${started.getHost()}:${started.getMappedPort(port)}`
  return {
    container: started.getId(),
    kubeconfig,
    connection,
    api,
    namespaces: new NamespacePool(api, urlOf),
  }
}
