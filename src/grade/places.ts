import type { Cluster } from '../cluster/start.ts'
import type { Place } from '../verdict/place.ts'
import type { Section } from '../verdict/workshop.ts'
import type { Places } from './broker.ts'

/** The places of a cluster, and what there is to do with all of them. */
interface PlacesOfCluster {
  places: Places
  /** Takes back the places that these sections have left, with all that is in them. */
  clear(sections: Section[]): Promise<void>
  /** Removes the cluster, if it was started. */
  stop(): Promise<void>
}

/** The places of a cluster that starts when the first section asks: a new test Namespace each. */
export function placesIn(start: () => Promise<Cluster>): PlacesOfCluster {
  let started: Promise<Cluster> | undefined
  const cluster = () => {
    started ??= start()
    return started
  }
  const opened = new Map<string, number>()
  /** The sections of the places that nobody has taken back, by their Namespaces. */
  const open = new Map<string, { id: string; place: Place }>()
  const places: Places = {
    prepare: cluster,
    async open({ id }) {
      const { address, namespaces } = await cluster()
      const times = (opened.get(id) ?? 0) + 1
      opened.set(id, times)
      const testNamespace = await namespaces.open(times === 1 ? id : `${id}-${times}`)
      const place = { address, testNamespace }
      open.set(testNamespace.namespace, { id, place })
      return place
    },
    async close({ testNamespace }) {
      const { namespaces } = await cluster()
      open.delete(testNamespace.namespace)
      await namespaces.close(testNamespace)
    },
  }
  return {
    places,
    async clear(sections) {
      const own = [...open.values()].filter(({ id }) => sections.some((section) => section.id === id))
      await Promise.all(own.map(({ place }) => places.close(place)))
    },
    async stop() {
      const running = await started?.catch(() => undefined)
      await running?.stop()
    },
  }
}
