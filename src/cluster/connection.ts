// Only this of the client library: all of it is 800 modules, which take four CPU seconds to load.
import { newClusters, newUsers } from '@kubernetes/client-node/dist/config_types.js'
import { parse } from 'yaml'
import { API_PORT } from './node-terms.ts'

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

/** A kubeconfig that works in the node's network, for a user that its administrator speaks for. */
export function kubeconfigFor(user: string, { ca, cert, key }: Connection): string {
  const base64 = (text = '') => Buffer.from(text).toString('base64')
  const rights = { 'client-certificate-data': base64(cert), 'client-key-data': base64(key) }
  const named = <T extends object>(part: T) => [{ name: 'node', ...part }]
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: named({ cluster: { server: API, 'certificate-authority-data': base64(ca) } }),
    users: named({ user: { ...rights, as: user, 'as-groups': ['system:authenticated'] } }),
    contexts: named({ context: { cluster: 'node', user: 'node' } }),
    'current-context': 'node',
  })
}

/** Where both node images serve the API in their own network. */
const API = `https://127.0.0.1:${API_PORT}`
