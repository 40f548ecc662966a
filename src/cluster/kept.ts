import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { cache } from '../setup/paths.ts'

/** Where a file stands for each cluster that its user keeps. */
const folder = path.join(cache, 'kept')

/** A cluster that its user keeps beyond the end of its process. */
export interface Kept {
  /** The name of its network, and of its file. */
  network: string
  /** The id of the Docker engine that it runs on, as `docker info` gives it; empty if that gives none. */
  engine: string
}

/** Notes that a cluster is kept. */
export async function noteKept({ network, engine }: Kept): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, network), engine)
}

/** Forgets a cluster, whether it was kept or not. */
export const forgetKept = (network: string) => rm(path.join(folder, network), { force: true })

/** The clusters that are noted as kept. */
export async function listKept(): Promise<Kept[]> {
  const networks: string[] = await readdir(folder).catch(() => [])
  return Promise.all(
    networks.map(async (network) => ({
      network,
      // Another process may have forgotten it in the meantime.
      engine: await readFile(path.join(folder, network), 'utf8').catch(() => ''),
    })),
  )
}

/**
 * Whether a kept cluster has been removed, as seen from the engine that answers here: it has no container in any of these
 * networks. A cluster on another engine cannot be seen from here, and counts as still there.
 */
export function isGone({ network, engine }: Kept, here: string, networks: readonly string[]): boolean {
  return ['', here].includes(engine) && !networks.includes(network)
}
