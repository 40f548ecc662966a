import { stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { askDockerHost } from './docker-host.ts'
import { cache } from './paths.ts'
import { $ } from './shell.ts'
import { NotReady } from './step.ts'

/** The disk space that something needs in a folder. */
export interface Need {
  folder: string
  gigabytes: number
}

/** A disk, and its free space. */
export interface Disk {
  /** Tells it from the others. */
  device: number
  gigabytes: number
}

/** The public images unpacked and while they are unpacked, after their publishers' own figures; with what else there is, the archive of all. */
const PULLED = { docker: 2, cache: 1 }

/** Measured from nothing: 2 for Docker, 1 for the archive and the logs, 6 for Go's modules and what it compiles, 1 while it does. */
const BUILT = { docker: 2, cache: 1, go: 6, work: 1 }

/** Throws {@link NotReady} if there is no room for this share of the images to be pulled. */
export async function roomForPulling(share: number): Promise<void> {
  await mustHaveRoom('Pulling the images', [
    ...(await inDocker(PULLED.docker * share)),
    { folder: cache, gigabytes: PULLED.cache * share },
  ])
}

/** Throws {@link NotReady} if there is no room for all images to be built. */
export async function roomForBuilding(): Promise<void> {
  const { stdout } = await $`go env GOCACHE GOMODCACHE`
  const folders = stdout.trim().split('\n')
  const kept = await $`du -sk ${folders}`
  const there = [...kept.stdout.matchAll(/^\d+/gm)].reduce((sum, [kib]) => sum + Number(kib), 0) * 1024
  await mustHaveRoom('Building the images', [
    ...(await inDocker(BUILT.docker)),
    { folder: cache, gigabytes: BUILT.cache },
    { folder: folders[0] ?? cache, gigabytes: Math.max(0, BUILT.go - there / 1e9) },
    { folder: tmpdir(), gigabytes: BUILT.work },
  ])
}

/** The space that Docker needs on its own disk; nothing if that disk is on another machine. */
export async function inDocker(gigabytes: number): Promise<Need[]> {
  const host = process.env.DOCKER_HOST
  if (host && !host.startsWith('unix:')) return []
  const { folder } = await askDockerHost()
  const isHere = await stat(folder).catch(() => undefined)
  return isHere ? [{ folder, gigabytes }] : []
}

/**
 * Throws {@link NotReady} if a disk has too little room for all that is written to it; `what` begins the
 * sentence.
 */
export async function mustHaveRoom(what: string, needs: Need[]): Promise<void> {
  const disks = await Promise.all(needs.map(({ folder }) => diskOf(folder)))
  const lack = lackOf(needs.map((need, i) => ({ ...need, ...{ disk: disks[i] as Disk } })))
  if (lack) throw new NotReady(`${what} ${lack}`)
}

/** A sentence about the first disk with too little room. */
export function lackOf(needs: (Need & { disk: Disk })[]): string | undefined {
  for (const { disk, folder } of needs) {
    const sharing = needs.filter((other) => other.disk.device === disk.device)
    const needed = sharing.reduce((sum, { gigabytes }) => sum + gigabytes, 0)
    if (needed > disk.gigabytes)
      return `takes ${needed.toFixed(1)} GB on the disk of ${folder}, which has ${disk.gigabytes.toFixed(1)} GB left. Make room, and try again.`
  }
  return undefined
}

/** The disk of a folder, or of the nearest one above it that is there. */
async function diskOf(folder: string): Promise<Disk> {
  try {
    const [{ dev }, { bavail, bsize }] = await Promise.all([stat(folder), statfs(folder)])
    return { device: dev, gigabytes: (bavail * bsize) / 1e9 }
  } catch (error) {
    const above = path.dirname(folder)
    if (above === folder) throw error
    return diskOf(above)
  }
}
