import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { whyNotBuilt } from './builders.ts'
import { clusterImage, type ImageDefinition } from './catalogue.ts'
import { roomForBuilding } from './disk.ts'
import { isPresent } from './docker-image.ts'
import { type ByImage, byImage, type Images, setOf } from './image-set.ts'
import { installPackages } from './packages.ts'
import { cache } from './paths.ts'
import { $ } from './shell.ts'
import { NotReady, type Tell } from './step.ts'

/** What the recipes are made with, besides Go. */
const PACKAGES = ['ca-certificates', 'gcc', 'libc6-dev', 'mmdebstrap']

/** The recipe of the node, and of all that every cluster has in it. */
const NODE = clusterImage('node').recipe

/** The node image as this checkout would build it. */
export async function builtNode(): Promise<string> {
  return `assay/node:${await digestOf(NODE)}`
}

/** The names of the images that this checkout builds; a tag is a digest of the recipe. */
export async function builtNames(images: ImageDefinition[]): Promise<ByImage<string>> {
  return byImage((await tagAll(images)).map(({ name, own }) => [name, own]))
}

/** Builds the missing images. Throws {@link NotReady} if they cannot be built here, or a build fails. */
export async function buildImages(
  images: ImageDefinition[],
  signal: AbortSignal,
  tell: Tell,
): Promise<Images> {
  const all = await tagAll(images)
  const isHere = await Promise.all(all.map(({ own }) => isPresent(own)))
  const needed = new Map(all.filter((_, i) => !isHere[i]).map(({ recipe, tag }) => [recipe, tag]))
  if (needed.size > 0) await ensureBuilders()
  await Promise.all([...needed].map(([recipe, tag]) => build(recipe, tag, { signal, tell })))
  return setOf('built', byImage(all.map(({ name, own }) => [name, own])))
}

/** An image, and what it is called once its recipe has built it. */
interface Tagged extends ImageDefinition {
  tag: string
  own: string
}

async function tagAll(images: ImageDefinition[]): Promise<Tagged[]> {
  const recipes = [...new Set(images.map(({ recipe }) => recipe))]
  const tagged = recipes.map(async (recipe) => {
    const tag = await digestOf(recipe)
    const made = images.filter((image) => image.recipe === recipe)
    return made.map((image) => ({ ...image, tag, own: `assay/${image.name}:${tag}` }))
  })
  return (await Promise.all(tagged)).flat()
}

/** Packages are installed before the recipes run side by side: apt-get lets only one in. */
async function ensureBuilders(): Promise<void> {
  const reason = await whyNotBuilt()
  if (reason !== undefined) throw new NotReady(`Some images that are built are missing. ${reason}`)
  await roomForBuilding()
  if ((await $`dpkg --status ${PACKAGES}`).exitCode !== 0) await installPackages(...PACKAGES)
}

async function build(
  recipe: string,
  tag: string,
  { signal, tell }: { signal: AbortSignal; tell: Tell },
): Promise<void> {
  const name = path.basename(recipe)
  const log = path.join(cache, 'logs', `${name}-${tag}.log`)
  await mkdir(path.dirname(log), { recursive: true })
  const started = performance.now()
  tell.event(`building the ${name} image${recipe === NODE ? TEN_MINUTES : ''}; log: ${log}`)
  const env = { ...process.env, ASSAY_TAG: tag }
  const building = $({ env, signal })`bash ${path.join(recipe, 'build.sh')} 2>&1`
  building.stdout.pipe(createWriteStream(log))
  let at = ''
  createInterface(building.stdout).on('line', (line) => {
    if (line.startsWith('step: ')) {
      at = line.replace('step: ', '')
      tell.event(`${name}, after ${Math.round((performance.now() - started) / 1000)} s: ${at}`)
    } else tell.now([name, at, line].filter(Boolean).join(': '))
  })
  const { exitCode, stdout } = await building
  if (exitCode === 0) return
  signal.throwIfAborted()
  const lines = stdout.trim().split('\n')
  const failed = lines.findLast((line) => line.startsWith('step:')) ?? 'its first step'
  throw new NotReady(
    `Building the ${name} image failed at ${failed}\n${lines.slice(-12).join('\n')}\nThe full log: ${log}`,
  )
}

/** How long the node's recipe takes from nothing on 2 cores; any other is done within one. */
const TEN_MINUTES = ', about ten minutes the first time'

async function digestOf(recipe: string): Promise<string> {
  const hash = createHash('sha256')
  const entries = await readdir(recipe, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  for (const file of files.sort())
    hash
      .update(path.relative(recipe, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0')
  return hash.digest('hex').slice(0, 12)
}
