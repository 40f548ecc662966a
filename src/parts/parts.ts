import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { lock } from 'proper-lockfile'
import { ensureArchive } from './archive.ts'
import { ensureEngine } from './engine.ts'
import { ensureImages, type Images } from './images.ts'
import { cache } from './places.ts'
import { step } from './step.ts'

/** Everything that a cluster is made of, present on this machine. */
export interface Parts {
  images: Images
  /** The file that holds the images to load. */
  archive: string
}

/** Makes every part that is missing; under 3 s where none is. Throws {@link NotReady} with what to do where it cannot. */
export async function ensureParts(signal: AbortSignal): Promise<Parts> {
  const release = await takeTurn()
  try {
    await step('engine', ensureEngine, (engine) => engine)
    const images = await step(
      'images',
      () => ensureImages(signal),
      ({ origin, node }) => `${origin}, node ${node}`,
    )
    const archive = await step(
      'archive',
      () => ensureArchive(images),
      (file) => path.basename(file),
    )
    return { images, archive }
  } finally {
    await release()
  }
}

/** Two set-ups at once would build the same images twice; the second waits, and then finds them made. */
async function takeTurn(): Promise<() => Promise<void>> {
  await mkdir(cache, { recursive: true })
  const anHour = { retries: 3600, factor: 1, minTimeout: 1000, maxTimeout: 1000 }
  return lock(cache, { lockfilePath: path.join(cache, 'setup.lock'), stale: 30_000, retries: anHour })
}
