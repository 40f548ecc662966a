import { readFileSync } from 'node:fs'

/**
 * The limits on all Pods of a node together, whatever they request. The reference's Pods take some 150 MiB
 * besides their page cache, 250 processes, and 50 MiB of claims.
 */
export const podBounds = { memoryMi: 1536, processes: 6144, claimsMi: 2048 }

/**
 * The limits on a node's container: its Pods and its own programs, which take some 700 MiB besides their page
 * cache, and 450 processes. A batch plans its clusters with this.
 */
export const nodeBounds = { memoryMi: 2560, processes: 8192 }

/** Inotify instances of a cluster, which the kernel counts per user. */
export const CLUSTER_INOTIFY = 24

/** How many inotify instances a user may have on this machine; no bound where it is not Linux. */
export function inotifyInstances(): number {
  try {
    return Number(readFileSync('/proc/sys/fs/inotify/max_user_instances', 'utf8'))
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
