import type { Cluster } from '../cluster.ts'
import type { Deployment, Pod } from '../objects.ts'
import { until } from '../ready.ts'

/** A Deployment whose Pod does nothing but hold CPU, as overprovisioning does; `fixtures/cluster/over-scaling.yaml`. */
const PLACEHOLDER = '/apis/apps/v1/namespaces/assay/deployments/placeholder'
/** Its own: canaries are in the same Namespace. */
const PODS = '/api/v1/namespaces/assay/pods?labelSelector=app=placeholder'

/** Names the section that the placeholder is there for. */
const OWNER = 'assay.dev/placeholder-of'

/**
 * Reserves this much of the node's CPU, in millicores, until the section releases it. Does nothing if the
 * section already has a reservation. Throws `NotReady` if it takes too long.
 */
export async function addPlaceholder(cluster: Cluster, milli: number): Promise<void> {
  if (await hasPlaceholder(cluster)) return
  const { api, namespace } = cluster
  const container = { name: 'placeholder', resources: { requests: { cpu: `${milli}m` } } }
  await change(api, namespace, { replicas: 1, template: { spec: { containers: [container] } } })
  await until('the placeholder', async () =>
    (await api.list<Pod>(PODS)).some(({ spec }) => spec.nodeName !== undefined),
  )
}

/** Releases the section's reservation, if it has one, and returns when the CPU is free. */
export async function removePlaceholder(cluster: Cluster): Promise<void> {
  if (!(await hasPlaceholder(cluster))) return
  const { api } = cluster
  await change(api, null, { replicas: 0 })
  await until('the end of the placeholder', async () => (await api.list(PODS)).length === 0)
}

const hasPlaceholder = async ({ api, namespace }: Cluster) =>
  (await api.get<Deployment>(PLACEHOLDER))?.metadata.labels?.[OWNER] === namespace

const change = (api: Cluster['api'], owner: string | null, spec: object) =>
  api.request(PLACEHOLDER, {
    method: 'PATCH',
    contentType: 'application/strategic-merge-patch+json',
    body: { metadata: { labels: { [OWNER]: owner } }, spec },
  })
