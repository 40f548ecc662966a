import type { Cluster } from '../cluster/start.ts'
import type { Places } from './guests.ts'

/** The places of a cluster, and what there is to do with all of them. */
interface PlacesOfCluster {
  places: Places
  /** The cluster, if it was started. */
  started(): Promise<Cluster> | undefined
  /** Takes back every place, with all that is in it: the node is as it was at first. */
  clear(): Promise<void>
  /** Removes the cluster, if it was started. */
  stop(): Promise<void>
}

/** The places of a cluster that starts when the first section asks, and again if it could not: a new test Namespace each. */
export function placesIn(start: () => Promise<Cluster>): PlacesOfCluster {
  let started: Promise<Cluster> | undefined
  const cluster = () => {
    if (!started) {
      const starting = start()
      starting.catch(() => {
        started = undefined
      })
      started = starting
    }
    return started
  }
  const opened = new Map<string, number>()
  /** What closes each place that is not closed yet, by its Namespace; whoever calls it, it is done once. */
  const closes = new Map<string, () => Promise<void>>()
  const places: Places = {
    prepare: cluster,
    async open({ id }) {
      const { address, namespaces } = await cluster()
      const times = (opened.get(id) ?? 0) + 1
      opened.set(id, times)
      const testNamespace = await namespaces.open(times === 1 ? id : `${id}-${times}`)
      const { namespace } = testNamespace
      let closing: Promise<void> | undefined
      closes.set(namespace, () => {
        closing ??= namespaces
          .close(testNamespace)
          .then(() => void closes.delete(namespace))
          .finally(() => {
            closing = undefined
          })
        return closing
      })
      return { address, testNamespace }
    },
    async close({ testNamespace }) {
      await closes.get(testNamespace.namespace)?.()
    },
  }
  return {
    places,
    started: () => started,
    async clear() {
      await Promise.all([...closes.values()].map((close) => close()))
    },
    async stop() {
      const running = await started?.catch(() => undefined)
      await running?.stop()
    },
  }
}
