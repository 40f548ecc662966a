import { readFileSync } from 'node:fs'

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
