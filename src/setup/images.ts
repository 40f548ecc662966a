import { whyNotBuilt } from './builders.ts'
import { buildImages, builtNode } from './built-images.ts'
import { clusterImage, type ImageDefinition } from './catalogue.ts'
import { isPresent } from './docker-image.ts'
import type { Images } from './image-set.ts'
import { loadedImages } from './loaded-images.ts'
import { type Pulling, pulledName, pullImages } from './public-images.ts'
import { PullFailed, pull } from './pull.ts'
import { namedRegistry } from './registry.ts'
import { NotReady, type Tell } from './step.ts'

/**
 * Finds or makes all images. ASSAY_REGISTRY names where they come from; otherwise what is here already is taken, be it
 * loaded from a file, pulled or built; otherwise they are pulled, and where they cannot be, built if that is possible.
 * ASSAY_NODE_IMAGE chooses the node's by hand. The architecture is that of Docker's machine. Throws {@link NotReady} with Docker's own words where they cannot be had.
 */
export async function ensureImages(
  images: ImageDefinition[],
  architecture: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<Images> {
  const registry = namedRegistry()
  const node = process.env.ASSAY_NODE_IMAGE || undefined
  const pulling: Pulling = { images, registry, architecture, node, tell, terms: { signal } }
  if (node !== undefined) await ensureChosen(node, pulling)
  if (registry !== undefined) return pullImages(pulling)
  const loaded = await loadedImages(images)
  if (loaded) return withNode(loaded, node)
  return (await isBuiltHere(node))
    ? withNode(await buildImages(images, signal, tell), node)
    : pullOrBuild(pulling)
}

/** Whether the node is one that was built here, and no public one is here beside it. */
async function isBuiltHere(node: string | undefined): Promise<boolean> {
  const own = await builtNode()
  return node === own || (!(await isPresent(pulledName(clusterImage('node')))) && (await isPresent(own)))
}

async function pullOrBuild(pulling: Pulling): Promise<Images> {
  const { images, node, tell, terms } = pulling
  try {
    return await pullImages(pulling)
  } catch (error) {
    terms.signal.throwIfAborted()
    if (!(error instanceof NotReady) || isDockers(error)) throw error
    const reason = await whyNotBuilt()
    if (reason !== undefined) throw new NotReady(`${error.message}\n${reason}\n${CARRIED}`)
    tell.event(error.message)
    tell.event('so the images are built here instead')
    return withNode(await buildImages(images, terms.signal, tell), node)
  }
}

/** What would end a build as well. */
const isDockers = (error: NotReady) =>
  error instanceof PullFailed && (error.why === 'no engine' || error.why === 'disk')

const CARRIED =
  'A machine that has the images can save them (`npm run setup -- --save FILE`), and this one load them (`npm run setup -- --load FILE`).'

async function ensureChosen(node: string, { tell, terms }: Pulling): Promise<void> {
  if (node === (await builtNode()) || (await isPresent(node))) return
  await pull(node, { ...terms, onLine: (line) => tell.now(`${node}: ${line}`) }).catch((error: Error) => {
    throw new NotReady(`ASSAY_NODE_IMAGE=${node} is not in Docker. ${error.message}`)
  })
}

const withNode = (images: Images, node: string | undefined): Images =>
  node === undefined
    ? images
    : { ...images, node, ...(images.sources && { sources: { ...images.sources, node } }) }
