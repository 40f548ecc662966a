import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'
import type { Images } from './image-set.ts'
import { inCluster } from './in-cluster.ts'
import { cache } from './paths.ts'
import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/**
 * Packs the images for the clusters into one archive, once for each set, and removes archives long unused.
 */
export async function ensureArchive({ loaded }: Images): Promise<string> {
  const references = Object.values(loaded).sort()
  const names = references.map(inCluster)
  const inspected = await $`docker image inspect --format ${'{{.Id}}'} ${references}`
  const name = `images-${createHash('sha256')
    .update(inspected.stdout + names)
    .digest('hex')
    .slice(0, 12)}.tar`
  const archive = path.join(cache, name)
  if (await isFile(archive)) {
    await markUsed(archive)
    return archive
  }
  await mkdir(cache, { recursive: true })
  // Docker makes a folder of what it is to mount and is not there.
  await rm(archive, { recursive: true, force: true })
  const partial = path.join(cache, 'images.partial')
  // Docker packs an image under the name that it is asked for by, and has these names for that moment only.
  for (const [i, reference] of references.entries()) await $`docker tag ${reference} ${names[i]}`
  const saved = await $`docker save --output ${partial} ${names}`
  await $`docker rmi --no-prune ${names}`
  if (saved.exitCode !== 0) {
    await rm(partial, { force: true })
    throw new NotReady(`The images could not be packed into ${archive}: ${lastWords(saved)}`)
  }
  await rename(partial, archive)
  await dropOthers(name)
  return archive
}

/** Notes that an archive is in use. Throws {@link NotReady} if it is gone: Docker would mount an empty folder. */
export async function markUsed(archive: string): Promise<void> {
  if (!(await isFile(archive)))
    throw new NotReady(
      `The image archive ${archive} is gone. Run the same command again: it rebuilds the archive.`,
    )
  const now = new Date()
  await utimes(archive, now, now)
}

const isFile = (file: string) =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  )

/** A batch of another version of Assay may go on for hours, and needs its own archive for each cluster. */
const UNUSED_MS = 24 * 60 * 60_000

async function dropOthers(name: string): Promise<void> {
  const names = (await readdir(cache)).filter(
    (other) => /^images-[0-9a-f]+\.tar$/.test(other) && other !== name,
  )
  for (const archive of names.map((other) => path.join(cache, other)))
    if (Date.now() - (await stat(archive)).mtimeMs > UNUSED_MS)
      await rm(archive, { recursive: true, force: true })
}
