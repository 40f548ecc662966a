import type { Section } from '../cluster/sections.ts'
import { type Cluster, startCluster } from '../cluster/start.ts'
import type { Parts } from '../parts/parts.ts'

/** Work for one seat of a cluster. */
export interface Job {
  section: Section
  run(cluster: Cluster): Promise<void>
}

/** A cluster, the sections that are graded on it, and how many of them at a time. */
export interface Lane {
  takes: Section[]
  seats: number
}

/**
 * Over-scaling fills its node, so it has one to itself. Of the rest as many run side by side as in a grade of one
 * submission, which is what the checks' patience was measured with.
 */
export const LANES: Lane[] = [
  { takes: ['scaling'], seats: 1 },
  { takes: ['autoscaling', 'postgres', 'helm'], seats: 4 },
]

/** Does all of a lane's jobs on a cluster of its own, in their order. */
export async function work(
  { takes, seats }: Lane,
  jobs: Job[],
  parts: Parts,
  signal: AbortSignal,
): Promise<void> {
  const queue = jobs.filter(({ section }) => takes.includes(section))
  if (queue.length === 0) return
  const cluster = await startCluster(parts, 'fast', signal)
  const seat = async () => {
    for (let job = queue.shift(); job && !signal.aborted; job = queue.shift()) await job.run(cluster)
  }
  try {
    await Promise.all(Array.from({ length: seats }, seat))
  } finally {
    await cluster.stop()
  }
}
