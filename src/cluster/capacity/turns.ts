import type { Cluster } from '../cluster.ts'
import type { Namespace } from '../objects.ts'
import { giveBack } from './ballast.ts'

const LABEL = 'assay.dev/room'

/** Tells the other sections that this one starts no more Pods, so that one of them may fill the node. */
export async function leaveRoom(cluster: Cluster): Promise<void> {
  await giveBack(cluster)
  const { api, namespace } = cluster
  await api.request(`/api/v1/namespaces/${namespace}`, {
    method: 'PATCH',
    contentType: 'application/merge-patch+json',
    body: { metadata: { labels: { [LABEL]: 'left' } } },
  })
}

/** The Namespaces of the other sections that still start Pods. */
export async function othersInRoom(cluster: Cluster): Promise<string[]> {
  const seats = await others(cluster)
  return namesOf(
    seats.filter(({ metadata }) => metadata.labels?.[LABEL] !== 'left' && !metadata.deletionTimestamp),
  )
}

/** The Namespaces of the other sections. */
export async function otherSections(cluster: Cluster): Promise<string[]> {
  return namesOf(await others(cluster))
}

async function others({ api, namespace }: Cluster): Promise<Namespace[]> {
  const seats = await api.list<Namespace>('/api/v1/namespaces?labelSelector=assay.dev/section')
  return seats.filter(({ metadata }) => metadata.name !== namespace)
}

const namesOf = (namespaces: Namespace[]) => namespaces.map(({ metadata }) => metadata.name)
