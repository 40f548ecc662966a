import { type Cluster, startCluster } from '../cluster/start.ts'
import type { Parts } from '../setup/parts.ts'
import { type Section, sectionNames } from '../workshop/sections.ts'

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
 * Over-scaling fills its node, so nothing runs beside it. Of the rest no more run side by side than in a grade of one
 * submission, which is what the checks' patience was measured with.
 */
const LANES: Lane[] = [
  { takes: sectionNames, seats: 1 },
  { takes: sectionNames.filter((name) => name !== 'scaling'), seats: 4 },
  { takes: sectionNames, seats: 1 },
]

const canTake = ({ takes, seats }: Lane, { section, isAlone }: Job) =>
  takes.includes(section) && !(isAlone && seats > 1)

/** The lanes that so many jobs need: none is started for what the seats before it will have taken. */
export function lanesFor(jobs: Job[]): Lane[] {
  return LANES.filter((lane, i) => {
    const taken = LANES.slice(0, i).reduce((sum, { seats }) => sum + seats, 0)
    return jobs.filter((job) => canTake(lane, job)).length > taken
  })
}

/** Takes jobs from a queue that other lanes may share and does them on a cluster of its own, until none is left for it. */
export async function work(lane: Lane, queue: Job[], parts: Parts, signal: AbortSignal): Promise<void> {
  const next = () => {
    const first = lane.takes.map((name) =>
      queue.findIndex((job) => job.section === name && canTake(lane, job)),
    )
    const index = first.find((found) => found >= 0)
    return index === undefined ? undefined : queue.splice(index, 1)[0]
  }
  const cluster = await startCluster(parts, 'fast', signal, lane.takes.includes('helm'))
  const seat = async () => {
    for (let job = next(); job && !signal.aborted; job = next()) await job.run(cluster)
  }
  try {
    await Promise.all(Array.from({ length: lane.seats }, seat))
  } finally {
    await cluster.stop()
  }
}
