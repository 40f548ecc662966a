import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import type { ImageDefinition } from './catalogue.ts'
import { roomForPulling } from './disk.ts'
import { type Found, inspect, tag } from './docker-image.ts'
import { byImage, type Images, setOf } from './image-set.ts'
import { emulationOf, isRightFor, mustBeEmulated } from './platform.ts'
import { PullFailed, pull, type Terms } from './pull.ts'
import { addressIn } from './registry.ts'
import { renderTime, type Tell } from './step.ts'

/** Docker pulls three layers of an image at a time by itself. */
const AT_A_TIME = 3

/** The settings for pulling images. */
export interface Pulling {
  images: ImageDefinition[]
  /** The registry that has them all; if not given, each image comes from its own. */
  registry?: string | undefined
  /** The architecture of Docker's machine, as Docker calls it. */
  architecture: string
  /** A node image that is used instead. */
  node?: string | undefined
  tell: Tell
  terms: Terms
}

/** The name of a pulled image in the host's Docker; the user's own images are never renamed. */
export function pulledName({ name, reference }: ImageDefinition, registry?: string): string {
  const address = addressIn(registry, reference)
  if (name === 'node') return address
  return `assay/${name}:${createHash('sha256').update(address).digest('hex').slice(0, 12)}`
}

/**
 * Pulls the missing images, several at a time, and tags them for the cluster. Throws {@link NotReady} if one
 * fails.
 */
export async function pullImages(pulling: Pulling): Promise<Images> {
  const { images, registry, node } = pulling
  const absent: ImageDefinition[] = []
  for (const image of images)
    if ((image.name !== 'node' || node === undefined) && !(await isHere(image, pulling))) absent.push(image)
  if (absent.length > 0) await pullAll(absent, pulling)
  const chosen = node === undefined ? {} : { node }
  const names = byImage(images.map((image) => [image.name, pulledName(image, registry)]))
  const sources = byImage(images.map(({ name, reference }) => [name, addressIn(registry, reference)]))
  return setOf('public', { ...names, ...chosen }, { ...sources, ...chosen })
}

async function pullAll(absent: ImageDefinition[], pulling: Pulling): Promise<void> {
  const { images, registry, tell, terms } = pulling
  await roomForPulling(absent.length / images.length)
  const from = registry ? ` from ${registry}` : ''
  tell.event(`pulling ${absent.length} images${from}, ${AT_A_TIME} at a time`)
  // The first that fails ends the others, which would mostly fail of the same.
  const failing = new AbortController()
  const signal = AbortSignal.any([terms.signal, failing.signal])
  const limit = pLimit(AT_A_TIME)
  const pullNext = async (image: ImageDefinition) => {
    if (signal.aborted) return
    await pullOne(image, { ...pulling, terms: { ...terms, signal } }).catch((error) => failing.abort(error))
  }
  await Promise.all(absent.map((image) => limit(pullNext, image)))
  terms.signal.throwIfAborted()
  if (failing.signal.aborted) throw failing.signal.reason
}

/** Whether an image need not be pulled; one that was pulled by hand since counts anew. */
async function isHere(image: ImageDefinition, { registry, architecture }: Pulling): Promise<boolean> {
  const address = addressIn(registry, image.reference)
  const own = pulledName(image, registry)
  const isRight = (found: Found | undefined) => found && isRightFor(image, architecture, found.architecture)
  if (!isRight(await inspect(address))) return Boolean(isRight(await inspect(own)))
  await tag(address, own)
  return true
}

async function pullOne(
  image: ImageDefinition,
  { registry, architecture, tell, terms }: Pulling,
): Promise<void> {
  const address = addressIn(registry, image.reference)
  const started = performance.now()
  const onLine = (line: string) => tell.now(`${address}: ${line}`)
  tell.now(address)
  await pull(address, { ...terms, onLine }).catch(async (error) => {
    const platform = emulationOf(image, architecture, error)
    if (platform === undefined) throw error
    await pull(address, { ...terms, onLine }, platform)
  })
  const { architecture: found = '', megabytes = 0 } = (await inspect(address)) ?? {}
  if (!isRightFor(image, architecture, found))
    throw new PullFailed(
      'other architecture',
      `${address} was pulled for ${found}, but Docker runs on ${architecture} here. Have the image for ${architecture} pushed to that registry.`,
    )
  if (found !== architecture) await mustBeEmulated(address, architecture)
  const how = found === architecture ? '' : `, for ${found}: emulated`
  await tag(address, pulledName(image, registry))
  tell.event(`${address}, ${megabytes} MB${how} ${renderTime(performance.now() - started)}`)
}
