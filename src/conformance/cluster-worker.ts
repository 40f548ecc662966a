import { type Cluster, startCluster } from '../cluster/start.ts'
import type { Setup } from '../setup/setup.ts'
import type { Section } from '../verdict/workshop.ts'

/** Work for one slot of a cluster. */
export interface Job {
  section: Section
  /** Whether its Pods are too large to run beside those of others. */
  isAlone: boolean
  /** Whether it needs a cluster that serves Gateways. */
  usesGateway: boolean
  run(cluster: Cluster): Promise<void>
}

/** A cluster, the sections that are graded on it, the ones it takes first before the others, and how many at a time. */
export interface Worker {
  takes: Section[]
  slots: number
}

/**
 * The workers of a run of these sections. A section that fills its node has nothing beside it, and is taken first: it takes
 * longest. Of the others no more run side by side than in a grade of one submission, which is what the checks' patience
 * was measured with.
 */
function workersOf(sections: Section[]): Worker[] {
  const all = sections.toSorted((a, b) => Number(b.needsNodeAlone) - Number(a.needsNodeAlone))
  const shared = all.filter(({ needsNodeAlone }) => !needsNodeAlone)
  return [
    { takes: all, slots: 1 },
    { takes: shared, slots: shared.length },
    { takes: all, slots: 1 },
  ]
}

const canTake = ({ takes, slots }: Worker, { section, isAlone }: Job) =>
  takes.some(({ id }) => id === section.id) && !(isAlone && slots > 1)

/** The workers that jobs of these sections need: none is started for what the slots before it will have taken. */
export function workersFor(jobs: Job[], sections: Section[]): Worker[] {
  return workersOf(sections).filter((worker, i, workers) => {
    const taken = workers.slice(0, i).reduce((sum, { slots }) => sum + slots, 0)
    return jobs.filter((job) => canTake(worker, job)).length > taken
  })
}

/** Takes jobs from a queue that other workers may share and does them on a cluster of its own, until none is left for it. */
export async function work(worker: Worker, queue: Job[], setup: Setup, signal: AbortSignal): Promise<void> {
  const next = () => {
    const first = worker.takes.map(({ id }) =>
      queue.findIndex((job) => job.section.id === id && canTake(worker, job)),
    )
    const index = first.find((found) => found >= 0)
    return index === undefined ? undefined : queue.splice(index, 1)[0]
  }
  const cluster = await startCluster(setup, 'fast', signal, {
    helm: worker.takes.some(({ usesHelm }) => usesHelm),
    gateway: queue.some(({ usesGateway }) => usesGateway),
  })
  const slot = async () => {
    for (let job = next(); job && !signal.aborted; job = next()) await job.run(cluster)
  }
  try {
    await Promise.all(Array.from({ length: worker.slots }, slot))
  } finally {
    await cluster.stop()
  }
}
