import { apiPath } from './api-path.ts'
import type { Cluster } from './cluster.ts'
import { FAILED, inNode } from './in-node.ts'
import type { HTTPRoute } from './objects.ts'
import type { Address } from './start.ts'

/**
 * The six standard kinds of the Gateway API, as each image of a node has them: one built here keeps them from the Go
 * module that its Traefik was built with, and k3s' own has them in the chart of its Traefik.
 */
const INSTALL = `
  at=/usr/local/lib/node/gateway-api
  if [ ! -d "$at" ]; then
    mkdir -p /tmp/gateway-api
    tar -xzf /var/lib/rancher/k3s/server/static/charts/traefik-crd-*.tgz -C /tmp/gateway-api
    at='/tmp/gateway-api/*/*'
  fi
  for file in $at/gateway*.yaml; do
    kubectl create -f "$file" >/dev/null || { echo '${FAILED}no Gateway API in this node' >&2; exit 1; }
  done
  kubectl wait --for=condition=Established --timeout=60s \
    crd/gatewayclasses.gateway.networking.k8s.io crd/gateways.gateway.networking.k8s.io \
    crd/httproutes.gateway.networking.k8s.io >/dev/null || echo '${FAILED}the Gateway API is not served' >&2`

/** Adds the kinds of the Gateway API to a cluster. Throws if its node does not have them. */
export async function addGatewayKinds(node: Pick<Address, 'container'>): Promise<void> {
  await inNode(node, INSTALL, [])
}

/** The routes of a Namespace and the names of its Gateways; none of either where the cluster has no such kinds. */
export async function gatewaysOf({ api, namespace }: Pick<Cluster, 'api' | 'namespace'>) {
  const path = apiPath`/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}`
  const [httpRoutes, gateways] = await Promise.all([
    api.list<HTTPRoute>(`${path}/httproutes`),
    api.list(`${path}/gateways`),
  ])
  return { httpRoutes, gateways: gateways.map(({ metadata }) => metadata.name) }
}
