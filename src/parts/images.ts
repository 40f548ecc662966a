import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { cache, fixture } from './places.ts'
import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** The images that a cluster is given, by the name they have in it: `assay/NAME`. */
export type ImageName = (typeof imageNames)[number]

const systemNames = [
  'coredns',
  'metrics-server',
  'local-path-provisioner',
  'traefik',
  'shell',
  'pause',
] as const
const appNames = ['postgres', 'nanomon-api', 'nanomon-frontend', 'nanomon-runner'] as const
const imageNames = [...systemNames, ...appNames] as const

/** The node image and the images to load into it, each by its reference in the host's Docker. */
export interface Images {
  origin: 'public' | 'built' | 'chosen'
  node: string
  loaded: Record<ImageName, string>
  /** Where kubectl and helm were built to, if they were. */
  bin?: string
}

const publicNode = 'rancher/k3s:v1.36.3-k3s1'
const publicImages: Record<ImageName, string> = {
  coredns: 'coredns/coredns:1.14.7',
  'metrics-server': 'registry.k8s.io/metrics-server/metrics-server:v0.9.0',
  'local-path-provisioner': 'rancher/local-path-provisioner:v0.0.36',
  traefik: 'traefik:v3.6.25',
  shell: 'busybox:1.37',
  pause: 'registry.k8s.io/pause:3.10',
  postgres: 'postgres:17',
  'nanomon-api': 'ghcr.io/benc-uk/nanomon-api:latest',
  'nanomon-frontend': 'ghcr.io/benc-uk/nanomon-frontend:latest',
  'nanomon-runner': 'ghcr.io/benc-uk/nanomon-runner:latest',
}

/** Pulls the public images where a registry answers, otherwise builds ours; `ASSAY_NODE_IMAGE` chooses the node's by hand. */
export async function ensureImages(signal: AbortSignal): Promise<Images> {
  const chosen = process.env.ASSAY_NODE_IMAGE
  if (chosen) return { ...(await imagesFor(chosen, signal)), origin: 'chosen', node: chosen }
  if (await isPresent(publicNode)) return pullAll(signal)
  const built = await builtImages()
  if (await isPresent(built.node)) return buildAll(built, signal)
  if (!(await registryAnswers())) return buildAll(built, signal)
  return pullAll(signal).catch((error: Error) => {
    signal.throwIfAborted()
    process.stderr.write(`setup  ${error.message}\nsetup  so the images are built here instead\n`)
    return buildAll(built, signal)
  })
}

async function imagesFor(node: string, signal: AbortSignal): Promise<Images> {
  if (!(await isPresent(node))) {
    const pulled = await $`docker pull --quiet ${node}`
    if (pulled.exitCode !== 0)
      throw new NotReady(
        `ASSAY_NODE_IMAGE=${node} is not in Docker and cannot be pulled: ${lastWords(pulled)}`,
      )
  }
  return node.startsWith('assay/node') || !(await registryAnswers())
    ? buildAll(await builtImages(), signal)
    : pullAll(signal)
}

const isPresent = async (image: string) => (await $`docker image inspect ${image}`).exitCode === 0

/** Whether a registry gives us the smallest image within 10 s. */
async function registryAnswers(): Promise<boolean> {
  return (await $({ timeout: '10s' })`docker pull --quiet ${publicImages.pause}`).exitCode === 0
}

async function pullAll(signal: AbortSignal): Promise<Images> {
  await pull(publicNode, signal)
  const loaded = {} as Record<ImageName, string>
  for (const [name, reference] of Object.entries(publicImages) as [ImageName, string][]) {
    await pull(reference, signal)
    loaded[name] = `assay/${name}:${digest(reference)}`
    await $`docker tag ${reference} ${loaded[name]}`
  }
  return { origin: 'public', node: publicNode, loaded }
}

async function pull(reference: string, signal: AbortSignal): Promise<void> {
  if (await isPresent(reference)) return
  const pulled = await $({ signal })`docker pull --quiet ${reference}`
  if (pulled.exitCode !== 0) throw new NotReady(`docker pull ${reference} failed: ${lastWords(pulled)}`)
}

async function builtImages(): Promise<Images & { bin: string; tags: Record<string, string> }> {
  const [system, postgres, nanomon] = await Promise.all(['node', 'postgres', 'nanomon'].map(folderDigest))
  const tags = { node: system as string, postgres: postgres as string, nanomon: nanomon as string }
  const tagOf = (name: ImageName) =>
    name === 'postgres' ? tags.postgres : name.startsWith('nanomon') ? tags.nanomon : tags.node
  const loaded = Object.fromEntries(imageNames.map((name) => [name, `assay/${name}:${tagOf(name)}`]))
  return {
    origin: 'built',
    node: `assay/node:${tags.node}`,
    loaded: loaded as Record<ImageName, string>,
    bin: path.join(cache, `bin-${tags.node}`),
    tags,
  }
}

async function buildAll(
  { tags, ...images }: Awaited<ReturnType<typeof builtImages>>,
  signal: AbortSignal,
): Promise<Images> {
  const wanted: Record<string, string[]> = {
    node: [images.node, ...systemNames.map((name) => images.loaded[name])],
    postgres: [images.loaded.postgres],
    nanomon: appNames.slice(1).map((name) => images.loaded[name]),
  }
  await Promise.all(
    Object.entries(wanted).map(async ([folder, references]) => {
      const present = await Promise.all(references.map(isPresent))
      if (present.includes(false)) await build(folder, tags[folder] as string, images.bin, signal)
    }),
  )
  return images
}

async function build(folder: string, tag: string, bin: string, signal: AbortSignal): Promise<void> {
  if (process.arch !== 'x64')
    throw new NotReady(
      `No container registry answers, and Assay builds its images for x86-64 only; this is ${process.arch}.`,
    )
  const log = path.join(cache, 'logs', `${folder}-${tag}.log`)
  await mkdir(path.dirname(log), { recursive: true })
  await mkdir(bin, { recursive: true })
  process.stderr.write(
    `setup  building the ${folder} image, which takes minutes the first time; log: ${log}\n`,
  )
  const env = { ...process.env, ASSAY_TAG: tag, ASSAY_BIN: bin }
  const building = $({ env, signal })`bash ${fixture('images', folder, 'build.sh')} 2>&1`
  building.stdout.pipe(createWriteStream(log))
  const { exitCode, stdout } = await building
  if (exitCode === 0) return
  signal.throwIfAborted()
  const lines = stdout.trim().split('\n')
  const failed = lines.filter((line) => line.startsWith('step:')).at(-1) ?? 'the first step'
  throw new NotReady(
    `Building the ${folder} image failed at ${failed}\n${lines.slice(-12).join('\n')}\nThe whole log: ${log}`,
  )
}

async function folderDigest(folder: string): Promise<string> {
  const base = fixture('images', folder)
  const hash = createHash('sha256')
  const entries = await readdir(base, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  for (const file of files.sort())
    hash
      .update(path.relative(base, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0')
  return hash.digest('hex').slice(0, 12)
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)
