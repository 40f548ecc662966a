import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { lock } from 'proper-lockfile'
import type { AppDefinition } from './app.ts'
import { ensureArchive } from './archive.ts'
import { imagesFor } from './catalogue.ts'
import { digestImages, type ImageDigest } from './digests.ts'
import { askDockerHost, type DockerHost, mustBear } from './docker-host.ts'
import { ensureEngine } from './engine.ts'
import type { Images } from './image-set.ts'
import { ensureImages } from './images.ts'
import { cache } from './paths.ts'
import { step } from './step.ts'

/** What a set-up has made sure of: everything that a cluster is made of, present on this machine. */
export interface Setup {
  app: AppDefinition
  images: Images
  /** The file that holds the images to load. */
  archive: string
  /** The exact identity of the images. */
  digests: ImageDigest[]
}

/** Makes what is missing of a cluster for a workshop about this app; under 3 s where none is. Throws {@link NotReady} with what to do where it cannot. */
export function ensureSetup(app: AppDefinition, signal: AbortSignal): Promise<Setup> {
  return inTurn(async () => {
    await step('engine', ensureEngine, (engine) => engine, [1, STEPS])
    // Before anything that takes minutes.
    const { architecture } = await step('machine', lookAtMachine, describeMachine, [2, STEPS])
    const images = await step(
      'images',
      (tell) => ensureImages(imagesFor(app), architecture, signal, tell),
      ({ origin, node }) => `${origin}, node ${node}`,
      [3, STEPS],
    )
    const archive = await step(
      'archive',
      () => ensureArchive(images),
      (file) => path.basename(file),
      [4, STEPS],
    )
    return { app, images, archive, digests: await digestImages(images) }
  })
}

/** The steps of a set-up. */
const STEPS = 4

async function lookAtMachine(): Promise<DockerHost> {
  const host = await askDockerHost()
  mustBear(host)
  return host
}

const describeMachine = ({ cpus, memoryMi, architecture }: DockerHost) =>
  `${cpus} CPUs, ${memoryMi} MiB, ${architecture}`

const LOCK = { lockfilePath: path.join(cache, 'setup.lock'), stale: 30_000 }
const AN_HOUR = { retries: 3600, factor: 1, minTimeout: 1000, maxTimeout: 1000 }

/** Two set-ups at once would build the same images twice, so the second waits, and then finds them built. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  await mkdir(cache, { recursive: true })
  const release = await lock(cache, LOCK).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ELOCKED') throw error
    process.stderr.write('setup  another set-up is running on this machine; waiting for it to end\n')
    return lock(cache, { ...LOCK, retries: AN_HOUR })
  })
  try {
    return await work()
  } finally {
    await release()
  }
}
