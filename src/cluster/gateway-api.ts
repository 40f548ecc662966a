import { apiPath } from './api-path.ts'
import type { Cluster } from './cluster.ts'
import { FAILED, inNode } from './in-node.ts'
import type { Gateway, HTTPRoute } from './objects.ts'
import type { Address } from './start.ts'
import { entryPoints } from './test-namespaces.ts'

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

/** A listener that takes each request of its Namespace's entry point, for any HTTPRoute. */
export interface Listener {
  gateway: string
  name: string
  port: number
}

const GROUP = 'gateway.networking.k8s.io'

/**
 * The routes of a Namespace, the names of its Gateways and their plain listeners; none of them where the cluster has no
 * such kinds.
 */
export async function gatewaysOf({ api, namespace }: Pick<Cluster, 'api' | 'namespace'>) {
  const path = apiPath`/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}`
  const [httpRoutes, gateways, classes] = await Promise.all([
    api.list<HTTPRoute>(`${path}/httproutes`),
    api.list<Gateway>(`${path}/gateways`),
    api.list(`/apis/${GROUP}/v1/gatewayclasses`),
  ])
  const served = gateways.filter(({ spec }) =>
    classes.some(({ metadata }) => metadata.name === spec.gatewayClassName),
  )
  return {
    httpRoutes,
    gateways: gateways.map(({ metadata }) => metadata.name),
    listeners: served.flatMap(plainListeners),
  }
}

/** The listeners of a Gateway that any HTTPRoute of the Namespace is attached to, for requests to any host. */
export const plainListeners = ({ metadata, spec }: Gateway): Listener[] =>
  spec.listeners
    .filter(
      ({ port, protocol, hostname, tls, allowedRoutes: { kinds = [], namespaces = {} } = {} }) =>
        // Admission leaves a listener no entry point but that of its own Namespace.
        entryPoints.some((one) => one.port === port) &&
        protocol === 'HTTP' &&
        !hostname &&
        !tls &&
        kinds.every(({ group = GROUP, kind }) => group === GROUP && kind === 'HTTPRoute') &&
        ['Same', 'All'].includes(namespaces.from ?? 'Same'),
    )
    .map(({ name, port }) => ({ gateway: metadata.name, name, port }))

/** Whether a route is sure to be attached to a plain listener. */
export const isPlain = ({ spec }: HTTPRoute, listeners: Listener[]): boolean =>
  (spec.parentRefs ?? []).some(
    ({ name, group = GROUP, kind = 'Gateway', sectionName, port }) =>
      group === GROUP &&
      kind === 'Gateway' &&
      listeners.some(
        (one) =>
          one.gateway === name && one.name === (sectionName || one.name) && one.port === (port ?? one.port),
      ),
  )
