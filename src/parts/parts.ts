import path from 'node:path'
import { ensureArchive } from './archive.ts'
import { ensureEngine } from './engine.ts'
import { ensureImages, type Images } from './images.ts'
import { step } from './step.ts'
import { findHelm, findKubectl, type Tool } from './tools.ts'

/** Everything that a cluster is made of and driven with, present on this machine. */
export interface Parts {
  images: Images
  /** The file that holds the images to load. */
  archive: string
  kubectl: Tool
  helm: Tool
}

/** Makes every part that is missing; under 3 s where none is. Throws {@link NotReady} with what to do where it cannot. */
export async function ensureParts(signal: AbortSignal): Promise<Parts> {
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
  const tools = () => Promise.all([findKubectl(images.bin), findHelm(images.bin)])
  const [kubectl, helm] = await step('tools', tools, ([k, h]) => `kubectl ${k.version}, helm ${h.version}`)
  return { images, archive, kubectl, helm }
}
