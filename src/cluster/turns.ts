import type { Cluster } from './cluster.ts'
import type { Section } from './sections.ts'

const LABEL = 'assay.dev/room'

/** Tells the other sections that this one starts no more Pods, so that one of them may fill the node. */
export async function leaveRoom({ api, namespace }: Cluster): Promise<void> {
  await api.request(`/api/v1/namespaces/${namespace}`, {
    method: 'PATCH',
    contentType: 'application/merge-patch+json',
    body: { metadata: { labels: { [LABEL]: 'left' } } },
  })
}

/** The graded sections, other than this one, that still start Pods. */
export async function sectionsInRoom({ api, namespace }: Cluster, graded: Section[]): Promise<Section[]> {
  const namespaces = await api.list('/api/v1/namespaces')
  const left = new Set(
    namespaces
      .filter(({ metadata }) => metadata.labels?.[LABEL] === 'left')
      .map(({ metadata }) => metadata.name),
  )
  return graded.filter((section) => section !== namespace && !left.has(section))
}
