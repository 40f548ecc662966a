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
 * Finds or makes all images. If ASSAY_REGISTRY is set, they come from that registry. Otherwise images that
 * are here already are used, whether loaded from a file, pulled or built. Missing ones are pulled, or else
 * built if possible. ASSAY_NODE_IMAGE overrides the node's image. The architecture is that of Docker's
 * machine. Throws {@link NotReady} with Docker's own words if images are missing in the end.
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
    tell.event('building the images here instead')
    return withNode(await buildImages(images, terms.signal, tell), node)
  }
}

/** What would end a build as well. */
const isDockers = (error: NotReady) =>
  error instanceof PullFailed && (error.why === 'no engine' || error.why === 'disk')

const CARRIED =
  'Or save the images on a machine that has them (`npm run setup -- --save FILE`), and load them here (`npm run setup -- --load FILE`).'

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
