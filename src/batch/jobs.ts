import { nodeBounds } from '../cluster/bounds.ts'
import { CLUSTER_INOTIFY } from '../cluster/inotify.ts'
import type { DockerHost } from '../setup/docker-host.ts'

/** What clusters side by side need of a machine. */
export interface Means extends Pick<DockerHost, 'cpus' | 'memoryMi'> {
  /** How many a user may have. */
  inotifyInstances: number
}

/** How many grades a machine bears at a time, while the cluster of one more boots: one a CPU, measured on 2, which a third only delays. */
export function bearableJobs({ cpus, memoryMi, inotifyInstances }: Means): number {
  const clusters = Math.min(memoryMi / nodeBounds.memoryMi, inotifyInstances / CLUSTER_INOTIFY)
  return Math.max(1, Math.floor(Math.min(cpus, clusters - 1)))
}
