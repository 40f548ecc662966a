import type { Cluster } from '../cluster.ts'
import type { Namespace } from '../objects.ts'
import { removePlaceholder } from './placeholder.ts'

/** The label on the Namespace of a section that starts no more Pods. */
const LABEL = 'assay.dev/node'

/** Tells the other sections that this one starts no more Pods, so that one of them may fill the node. */
export async function releaseNode(cluster: Cluster): Promise<void> {
  await removePlaceholder(cluster)
  const { api, namespace } = cluster
  await api.request(`/api/v1/namespaces/${namespace}`, {
    method: 'PATCH',
    contentType: 'application/merge-patch+json',
    body: { metadata: { labels: { [LABEL]: 'released' } } },
  })
}

/** The Namespaces of the other sections that still start Pods. */
export async function othersOnNode(cluster: Cluster): Promise<string[]> {
  const namespaces = await others(cluster)
  return namesOf(
    namespaces.filter(
      ({ metadata }) => metadata.labels?.[LABEL] !== 'released' && !metadata.deletionTimestamp,
    ),
  )
}

/** The Namespaces of the other sections. */
export async function otherSections(cluster: Cluster): Promise<string[]> {
  return namesOf(await others(cluster))
}

async function others({ api, namespace }: Cluster): Promise<Namespace[]> {
  const namespaces = await api.list<Namespace>('/api/v1/namespaces?labelSelector=assay.dev/section')
  return namespaces.filter(({ metadata }) => metadata.name !== namespace)
}

const namesOf = (namespaces: Namespace[]) => namespaces.map(({ metadata }) => metadata.name)
