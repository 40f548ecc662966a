import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { builtNames } from './built-images.ts'
import { type Cargo, FORMAT } from './cargo.ts'
import { packCargo } from './cargo-file.ts'
import { type ImageDefinition, imagesFor } from './catalogue.ts'
import { mustHaveRoom } from './disk.ts'
import { askDockerHost } from './docker-host.ts'
import { isPresent } from './docker-image.ts'
import { type ByImage, byImage, type Images, namesIn, ofImage } from './image-set.ts'
import type { Setup } from './setup.ts'
import { $, lastWords } from './shell.ts'
import { NotReady, type Tell } from './step.ts'
import { assayVersion } from './version.ts'

/** Writes all images into one file, whole or not at all, for machines that have no network. Returns its size in bytes. */
export async function saveImages(
  { app, images }: Pick<Setup, 'app' | 'images'>,
  file: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<number> {
  const { architecture } = await askDockerHost()
  const nameOfNode = await nameNode(images.node)
  const cargo: Cargo = {
    format: FORMAT,
    assay: assayVersion(),
    architecture,
    images: await nameAll(imagesFor(app), images, nameOfNode.name),
  }
  const names = Object.values(cargo.images).map(({ name }) => name)
  const { stdout } = await $`docker image inspect --format ${'{{.Size}}'} ${names}`
  const bytes = stdout
    .trim()
    .split('\n')
    .reduce((sum, size) => sum + Number(size), 0)
  const partial = path.join(path.dirname(file), `.${path.basename(file)}.partial`)
  try {
    await mustHaveRoom('Saving the images', [{ folder: path.dirname(file), gigabytes: bytes / 1e9 }])
    const into = createWriteStream(partial)
    into.write(await packCargo(cargo))
    tell.now(`Docker is packing ${Math.round(bytes / 1e6)} MB`)
    await dockerSave(names, into, signal)
    const size = await flush(partial)
    await rename(partial, file)
    return size
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  } finally {
    if (nameOfNode.isNew) await $`docker rmi --no-prune ${nameOfNode.name}`
  }
}

/** The node's name in the file; one of ours, which Docker is told where the node is called otherwise. */
async function nameNode(node: string): Promise<{ name: string; isNew: boolean }> {
  if (/^assay\/node:[0-9a-f]{12}$/.test(node)) return { name: node, isNew: false }
  const name = `assay/node:${createHash('sha256').update(node).digest('hex').slice(0, 12)}`
  const isNew = !(await isPresent(name))
  await $`docker tag ${node} ${name}`
  return { name, isNew }
}

/** What each image is called in the file, and what it stands for. */
async function nameAll(
  definitions: ImageDefinition[],
  images: Images,
  node: string,
): Promise<Cargo['images']> {
  const stood = await whatTheyStandFor(definitions, images)
  const names = { ...namesIn(images), node }
  return byImage(
    definitions.map(({ name }) => [name, { name: ofImage(names, name), of: ofImage(stood, name) }]),
  )
}

async function whatTheyStandFor(
  definitions: ImageDefinition[],
  { origin, sources }: Images,
): Promise<ByImage<string>> {
  if (origin === 'built') return builtNames(definitions)
  if (origin === 'loaded' && sources) return sources
  return byImage(definitions.map(({ name, reference }) => [name, reference]))
}

async function dockerSave(names: string[], into: Writable, signal: AbortSignal): Promise<void> {
  const child = spawn('docker', ['save', ...names], { stdio: ['ignore', 'pipe', 'pipe'], signal })
  let stderr = ''
  child.stderr.on('data', (data) => {
    stderr += String(data)
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const [exitCode] = await Promise.all([ended, pipeline(child.stdout, into, { signal })])
  if (exitCode !== 0) throw new NotReady(`docker save failed: ${lastWords({ stderr, stdout: '' })}`)
}

async function flush(file: string): Promise<number> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}
