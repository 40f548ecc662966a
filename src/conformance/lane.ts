import { type Cluster, startCluster } from '../cluster/start.ts'
import type { Parts } from '../setup/parts.ts'
import type { Section } from '../verdict/workshop.ts'

/** Work for one seat of a cluster. */
export interface Job {
  section: Section
  /** Whether its Pods are too large for those of others beside them. */
  isAlone: boolean
  run(cluster: Cluster): Promise<void>
}

/** A cluster, the sections that are graded on it, the ones it takes first before the others, and how many at a time. */
export interface Lane {
  takes: Section[]
  seats: number
}

/**
 * The lanes of a run of these sections. A section that fills its node has nothing beside it, and is taken first: it takes
 * longest. Of the others no more run side by side than in a grade of one submission, which is what the checks' patience
 * was measured with.
 */
function lanesOf(sections: Section[]): Lane[] {
  const all = sections.toSorted((a, b) => Number(b.needsNodeAlone) - Number(a.needsNodeAlone))
  const shared = all.filter(({ needsNodeAlone }) => !needsNodeAlone)
  return [
    { takes: all, seats: 1 },
    { takes: shared, seats: sections.length },
    { takes: all, seats: 1 },
  ]
}

const canTake = ({ takes, seats }: Lane, { section, isAlone }: Job) =>
  takes.some(({ id }) => id === section.id) && !(isAlone && seats > 1)

/** The lanes that jobs of these sections need: none is started for what the seats before it will have taken. */
export function lanesFor(jobs: Job[], sections: Section[]): Lane[] {
  return lanesOf(sections).filter((lane, i, lanes) => {
    const taken = lanes.slice(0, i).reduce((sum, { seats }) => sum + seats, 0)
    return jobs.filter((job) => canTake(lane, job)).length > taken
  })
}

/** Takes jobs from a queue that other lanes may share and does them on a cluster of its own, until none is left for it. */
export async function work(lane: Lane, queue: Job[], parts: Parts, signal: AbortSignal): Promise<void> {
  const next = () => {
    const first = lane.takes.map(({ id }) =>
      queue.findIndex((job) => job.section.id === id && canTake(lane, job)),
    )
    const index = first.find((found) => found >= 0)
    return index === undefined ? undefined : queue.splice(index, 1)[0]
  }
  const cluster = await startCluster(
    parts,
    'fast',
    signal,
    lane.takes.some(({ usesHelm }) => usesHelm),
  )
  const seat = async () => {
    for (let job = next(); job && !signal.aborted; job = next()) await job.run(cluster)
  }
  try {
    await Promise.all(Array.from({ length: lane.seats }, seat))
  } finally {
    await cluster.stop()
  }
}
