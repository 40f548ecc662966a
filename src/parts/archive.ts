import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Images } from './images.ts'
import { cache, exists } from './places.ts'
import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** Packs the images that every cluster is given into one archive, once for each set of them, and drops older ones. */
export async function ensureArchive({ loaded }: Images): Promise<string> {
  const references = Object.values(loaded).sort()
  const inspected = await $`docker image inspect --format ${'{{.Id}}'} ${references}`
  const name = `images-${createHash('sha256')
    .update(inspected.stdout + references)
    .digest('hex')
    .slice(0, 12)}.tar`
  const archive = path.join(cache, name)
  if (await exists(archive)) return archive
  await mkdir(cache, { recursive: true })
  const partial = path.join(cache, 'images.partial')
  const saved = await $`docker save --output ${partial} ${references}`
  if (saved.exitCode !== 0) {
    await rm(partial, { force: true })
    throw new NotReady(`The images could not be packed into ${archive}: ${lastWords(saved)}`)
  }
  await rename(partial, archive)
  await dropOthers(name)
  return archive
}

/** An archive that another run has mounted stays readable there after its name is gone. */
async function dropOthers(name: string): Promise<void> {
  const names = (await readdir(cache)).filter(
    (other) => /^images-[0-9a-f]+\.tar$/.test(other) && other !== name,
  )
  await Promise.all(names.map((other) => rm(path.join(cache, other), { force: true })))
}
