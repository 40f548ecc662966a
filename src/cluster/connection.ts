import type https from 'node:https'
import { KubeConfig } from '@kubernetes/client-node'

/** How to speak to an API server, as plain data that can be handed to another process. */
export interface Connection {
  server: string
  ca?: string
  cert?: string
  key?: string
}

/** Reads a kubeconfig's current context. */
export async function connectionOf(kubeconfig: string): Promise<Connection> {
  const config = new KubeConfig()
  config.loadFromString(kubeconfig)
  const options: https.RequestOptions = {}
  await config.applyToHTTPSOptions(options)
  const { ca, cert, key } = options
  const texts = Object.entries({ ca, cert, key }).filter(([, value]) => value !== undefined)
  return {
    server: config.getCurrentCluster()?.server ?? '',
    ...Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
  }
}
