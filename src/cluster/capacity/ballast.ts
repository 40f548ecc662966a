import type { Cluster } from '../cluster.ts'
import type { Deployment, Pod } from '../objects.ts'
import { until } from '../ready.ts'

const BALLAST = '/apis/apps/v1/namespaces/assay/deployments/ballast'
/** Its own: canaries are in the same Namespace. */
const PODS = '/api/v1/namespaces/assay/pods?labelSelector=app=ballast'

/** Names the section that the ballast is there for. */
const OWNER = 'assay.dev/ballast-of'

/** Takes up so much CPU of the node, in millicores, until the section leaves the room. Throws `NotReady` where that takes too long. */
export async function takeUp({ api, namespace }: Cluster, milli: number): Promise<void> {
  const container = { name: 'ballast', resources: { requests: { cpu: `${milli}m` } } }
  await change(api, namespace, { replicas: 1, template: { spec: { containers: [container] } } })
  await until('the ballast', async () =>
    (await api.list<Pod>(PODS)).some(({ spec }) => spec.nodeName !== undefined),
  )
}

/** Gives back what the section has taken up, if anything, and returns when it is free. */
export async function giveBack({ api, namespace }: Cluster): Promise<void> {
  const ballast = await api.get<Deployment>(BALLAST)
  if (ballast?.metadata.labels?.[OWNER] !== namespace) return
  await change(api, null, { replicas: 0 })
  await until('the end of the ballast', async () => (await api.list(PODS)).length === 0)
}

const change = (api: Cluster['api'], owner: string | null, spec: object) =>
  api.request(BALLAST, {
    method: 'PATCH',
    contentType: 'application/strategic-merge-patch+json',
    body: { metadata: { labels: { [OWNER]: owner } }, spec },
  })
