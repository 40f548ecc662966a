import type { Cluster } from '../cluster/start.ts'
import type { Places } from './broker.ts'

/** The places of a cluster: a new test Namespace for each section that asks. `start` is called when the first one does. */
export function placesIn(start: () => Promise<Cluster>): Places {
  let started: Promise<Cluster> | undefined
  const cluster = () => {
    started ??= start()
    return started
  }
  const opened = new Map<string, number>()
  return {
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
}
