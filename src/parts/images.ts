import { buildImages, builtNode } from './built-images.ts'
import { publicNode, pullImages, registryAnswers } from './public-images.ts'
import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** The images that a cluster is given; in it, and in the host's Docker, they are called `assay/NAME`. */
export const imageNames = [
  'coredns',
  'metrics-server',
  'local-path-provisioner',
  'traefik',
  'shell',
  'pause',
  'postgres',
  'nanomon-api',
  'nanomon-frontend',
  'nanomon-runner',
] as const

/** One of the images that a cluster is given. */
export type ImageName = (typeof imageNames)[number]

/** The node image, the one that Helm runs in, and the images to load into the node, each by its reference in the host's Docker. */
export interface Images {
  origin: 'public' | 'built'
  node: string
  helm: string
  loaded: Record<ImageName, string>
}

/** Pulls the public images where a registry answers, otherwise builds ours; `ASSAY_NODE_IMAGE` chooses the node's by hand. */
export async function ensureImages(signal: AbortSignal): Promise<Images> {
  const chosen = process.env.ASSAY_NODE_IMAGE
  if (chosen) return { ...(await imagesFor(chosen, signal)), node: chosen }
  if (await isPresent(publicNode)) return pullImages(signal)
  if ((await isPresent(await builtNode())) || !(await registryAnswers())) return buildImages(signal)
  return pullImages(signal).catch((error: Error) => {
    signal.throwIfAborted()
    process.stderr.write(`setup  ${error.message}\nsetup  so the images are built here instead\n`)
    return buildImages(signal)
  })
}

async function imagesFor(node: string, signal: AbortSignal): Promise<Images> {
  const isOurs = node === (await builtNode())
  if (!isOurs && !(await isPresent(node))) {
    const pulled = await $({ signal })`docker pull --quiet ${node}`
    if (pulled.exitCode !== 0)
      throw new NotReady(
        `ASSAY_NODE_IMAGE=${node} is not in Docker and cannot be pulled: ${lastWords(pulled)}`,
      )
  }
  return isOurs || !(await registryAnswers()) ? buildImages(signal) : pullImages(signal)
}

/** Whether the host's Docker has an image. */
export async function isPresent(image: string): Promise<boolean> {
  return (await $`docker image inspect ${image}`).exitCode === 0
}
