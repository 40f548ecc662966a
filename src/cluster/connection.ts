// Only this of the client library: all of it is 800 modules, which take four CPU seconds to load.
import { newClusters, newUsers } from '@kubernetes/client-node/dist/config_types.js'
import { parse } from 'yaml'

/** How to speak to an API server, as plain data that can be handed to another process. */
export interface Connection {
  server: string
  ca?: string
  cert?: string
  key?: string
}

/** Reads the kubeconfig that a new cluster has for its administrator: of one cluster and one user, with all data in it. */
export function connectionOf(kubeconfig: string): Connection {
  const { clusters, users } = parse(kubeconfig)
  const [cluster] = newClusters(clusters)
  const [user] = newUsers(users)
  const data = Object.entries({ ca: cluster?.caData, cert: user?.certData, key: user?.keyData })
  const texts = data.flatMap(([name, base64]) =>
    base64 === undefined ? [] : [[name, Buffer.from(base64, 'base64').toString('utf8')]],
  )
  return { server: cluster?.server ?? '', ...Object.fromEntries(texts) }
}
