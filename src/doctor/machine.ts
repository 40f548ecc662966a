import { readdir, readlink } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import path from 'node:path'
import { CLUSTER_INOTIFY, inotifyInstances } from '../cluster/bounds.ts'
import { clusterImage } from '../setup/catalogue.ts'
import { pull } from '../setup/pull.ts'
import { addressIn, namedRegistry } from '../setup/registry.ts'
import { NotReady } from '../setup/step.ts'
import { judge } from './docker.ts'
import type { Finding } from './finding.ts'

/** The findings on this machine itself, even if Docker runs on another. */
export async function lookAround(): Promise<Finding[]> {
  const memoryMi = Math.floor(totalmem() / 2 ** 20)
  return [
    { mark: 'ok', name: 'Node', seen: `${process.version} on ${process.platform}, ${process.arch}` },
    { mark: 'ok', name: 'this machine', seen: `${availableParallelism()} CPUs, ${memoryMi} MiB of memory` },
    await findInotify(),
  ]
}

/** Inotify instances that no process of this user holds: a cluster on this machine's kernel takes some of them. */
async function findInotify(): Promise<Finding> {
  const name = 'inotify'
  const most = inotifyInstances()
  if (most === Number.POSITIVE_INFINITY) return { mark: 'note', name, seen: 'not counted on this system' }
  const free = most - (await countHeld())
  const advice = 'Stop other clusters, or `sudo sysctl fs.inotify.max_user_instances=512`'
  return judge(name, free, CLUSTER_INOTIFY, `of ${most} instances free`, advice)
}

/** As many as can be seen: root sees all, and it is root's that a node counts against. */
async function countHeld(): Promise<number> {
  const processes = (await readdir('/proc').catch(() => [])).filter((entry) => /^\d+$/.test(entry))
  const counts = await Promise.all(processes.map((id) => countIn(path.join('/proc', id, 'fd'))))
  return counts.reduce((sum, count) => sum + count, 0)
}

async function countIn(folder: string): Promise<number> {
  const files = await readdir(folder).catch(() => [])
  const targets = await Promise.all(files.map((file) => readlink(path.join(folder, file)).catch(() => '')))
  return targets.filter((target) => target === 'anon_inode:inotify').length
}

/**
 * Whether images can be pulled, tested with the smallest. If not, they may be here already or be built, so
 * this alone is not lacking, unless the user has named the registry that must have them.
 */
export async function findRegistry(signal: AbortSignal): Promise<Finding> {
  const name = 'registry'
  try {
    const image = addressIn(namedRegistry(), clusterImage('pause').reference)
    await pull(image, { signal, silenceMs: REGISTRY_MS, pausesMs: [] })
    return { mark: 'ok', name, seen: `${image} was pulled` }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof NotReady)) throw error
    const isNamed = Boolean(process.env.ASSAY_REGISTRY)
    return isNamed
      ? {
          mark: 'lacks',
          name,
          seen: error.message,
          asked: 'The registry named in ASSAY_REGISTRY has the images.',
        }
      : { mark: 'note', name, seen: `${error.message} Missing images are built here, if possible.` }
  }
}

/** How long a registry may say nothing, in milliseconds, while it gives out an image of 700 kB. */
const REGISTRY_MS = 20_000
