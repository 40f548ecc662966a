import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { writeWhole } from '../output/write-whole.ts'
import type { AppDefinition } from './app.ts'
import { builtNames } from './built-images.ts'
import { type Cargo, misfitOf, parseCargo, type Taken } from './cargo.ts'
import { mustHold } from './cargo-content.ts'
import { openCargo } from './cargo-file.ts'
import { type ImageDefinition, imagesFor } from './catalogue.ts'
import { inDocker, mustHaveRoom } from './disk.ts'
import { askDockerHost } from './docker-host.ts'
import { isPresent } from './docker-image.ts'
import { byImage, type Images, setOf } from './image-set.ts'
import { cache } from './paths.ts'
import { lastWords } from './shell.ts'
import { NotReady, type Tell } from './step.ts'

/** Says which images were loaded; Docker has them. */
const record = path.join(cache, 'loaded-images.json')

/** The images that were loaded from a file, if they are still here and this checkout uses them. */
export async function loadedImages(images: ImageDefinition[]): Promise<Images | undefined> {
  const cargo = await loadedCargo(images)
  if (!cargo) return undefined
  const names = namesOf(cargo)
  const present = await Promise.all(Object.values(names).map(isPresent))
  if (present.includes(false)) return undefined
  return setOf('loaded', names, byImage(Object.entries(cargo.images).map(([key, { of }]) => [key, of])))
}

/** What was loaded, if it fits this machine and this checkout. */
async function loadedCargo(images: ImageDefinition[]): Promise<Cargo | undefined> {
  const text = await readFile(record, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    const cargo = parseCargo(text, keysOf(images))
    return misfitOf(cargo, await takenHere(images)) === undefined ? cargo : undefined
  } catch {
    return undefined
  }
}

/**
 * Loads the images of a file into Docker, and records that they are used. Throws {@link NotReady} if the file
 * is incomplete, not from `--save`, or not for this machine.
 */
export async function loadImages(
  app: AppDefinition,
  file: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<Cargo> {
  const images = imagesFor(app)
  const refuse = (error: Error) => {
    throw new NotReady(`${file} ${error.message}`)
  }
  tell.now(`reading ${file}`)
  const opened = await openCargo(file, keysOf(images)).catch(refuse)
  const { cargo, start } = opened
  const misfit = misfitOf(cargo, await takenHere(images))
  if (misfit !== undefined) refuse(new Error(misfit))
  await mustHold(file, opened).catch(refuse)
  const { size } = await stat(file)
  // Docker unpacks the whole of it before it takes the images in.
  await mustHaveRoom('Loading the images', await inDocker((2 * size) / 1e9))
  tell.now('Docker is loading the images')
  const said = await dockerLoad(file, start, signal)
  for (const name of Object.values(namesOf(cargo)))
    if (!(await isPresent(name)))
      throw new NotReady(`${file} could not be loaded: Docker has no ${name} now. ${said}`)
  await mkdir(cache, { recursive: true })
  writeWhole(record, JSON.stringify(cargo))
  return cargo
}

async function takenHere(images: ImageDefinition[]): Promise<Taken> {
  const { architecture } = await askDockerHost()
  const references = byImage(images.map(({ name, reference }) => [name, reference]))
  return { architecture, sets: [references, await builtNames(images)] }
}

const keysOf = (images: ImageDefinition[]) => images.map(({ name }) => name)

const namesOf = ({ images }: Cargo) => byImage(Object.entries(images).map(([key, { name }]) => [key, name]))

async function dockerLoad(file: string, start: number, signal: AbortSignal): Promise<string> {
  const child = spawn('docker', ['load'], { stdio: ['pipe', 'pipe', 'pipe'], signal })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (data) => {
      output[name] += String(data)
    })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  // It may end before it has read everything, and says why.
  const fed = pipeline(createReadStream(file, { start }), child.stdin, { signal }).catch(() => undefined)
  const [exitCode] = await Promise.all([ended, fed])
  if (exitCode !== 0) throw new NotReady(`${file} could not be loaded: ${lastWords(output)}`)
  return lastWords(output)
}
