import type { Cluster } from '../cluster/start.ts'
import type { Places } from './broker.ts'

/** The places of a cluster that starts when the first section asks: a new test Namespace each. */
export function placesIn(start: () => Promise<Cluster>): { places: Places; stop(): Promise<void> } {
  let started: Promise<Cluster> | undefined
  const cluster = () => {
    started ??= start()
    return started
  }
  const opened = new Map<string, number>()
  const places: Places = {
    prepare: cluster,
    async open({ id }) {
      const { address, namespaces } = await cluster()
      const times = (opened.get(id) ?? 0) + 1
      opened.set(id, times)
      return { address, testNamespace: await namespaces.open(times === 1 ? id : `${id}-${times}`) }
    },
    async close({ testNamespace }) {
      const { namespaces } = await cluster()
      await namespaces.close(testNamespace)
    },
  }
  return {
    places,
    /** Removes the cluster, if it was started. */
    async stop() {
      const running = await started?.catch(() => undefined)
      await running?.stop()
    },
  }
}
