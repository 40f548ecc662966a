import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { whyNotBuilt } from './builders.ts'
import { type ImageName, imageNames, type Recipe, sourceOf } from './catalogue.ts'
import { roomForBuilding } from './disk.ts'
import { isPresent } from './docker-image.ts'
import { type Images, ofEach, setOf } from './image-set.ts'
import { installPackages } from './packages.ts'
import { cache, fixture } from './places.ts'
import { $ } from './shell.ts'
import { NotReady, type Tell } from './step.ts'

/** What the recipes are made with, besides Go. */
const PACKAGES = ['ca-certificates', 'gcc', 'libc6-dev', 'mmdebstrap']

/** The node image as this checkout would build it. */
export async function builtNode(): Promise<string> {
  return `assay/node:${await digestOf('node')}`
}

/** What this checkout calls the images that it builds; a tag names the content of its recipe. */
export async function builtNames(): Promise<Record<ImageName, string>> {
  const recipes = [...new Set(imageNames.map((name) => sourceOf(name).recipe))]
  const digests = await Promise.all(recipes.map(async (recipe) => [recipe, await digestOf(recipe)] as const))
  const tags = Object.fromEntries(digests) as Record<Recipe, string>
  return ofEach((name) => `assay/${name}:${tags[sourceOf(name).recipe]}`)
}

/** Builds what is not there yet. Throws {@link NotReady} where it cannot be built here, or a build fails. */
export async function buildImages(signal: AbortSignal, tell: Tell): Promise<Images> {
  const names = await builtNames()
  const tagOf = (name: ImageName) => names[name].split(':')[1] ?? ''
  const absent = await Promise.all(
    imageNames.map(async (name) => ((await isPresent(names[name])) ? [] : [sourceOf(name).recipe])),
  )
  const needed = new Set<Recipe>(absent.flat())
  if (needed.size > 0) await ensureBuilders()
  const tags = new Map(imageNames.map((name) => [sourceOf(name).recipe, tagOf(name)]))
  await Promise.all([...needed].map((recipe) => build(recipe, tags.get(recipe) ?? '', { signal, tell })))
  return setOf('built', names)
}

/** Packages are installed before the recipes run side by side: apt-get lets only one in. */
async function ensureBuilders(): Promise<void> {
  const reason = await whyNotBuilt()
  if (reason !== undefined) throw new NotReady(`The images that are built are not all here. ${reason}`)
  await roomForBuilding()
  if ((await $`dpkg --status ${PACKAGES}`).exitCode !== 0) await installPackages(...PACKAGES)
}

async function build(
  recipe: Recipe,
  tag: string,
  { signal, tell }: { signal: AbortSignal; tell: Tell },
): Promise<void> {
  const log = path.join(cache, 'logs', `${recipe}-${tag}.log`)
  await mkdir(path.dirname(log), { recursive: true })
  const started = performance.now()
  tell.event(`building the ${recipe} image${MINUTES[recipe]}; log: ${log}`)
  const env = { ...process.env, ASSAY_TAG: tag }
  const building = $({ env, signal })`bash ${fixture('images', recipe, 'build.sh')} 2>&1`
  building.stdout.pipe(createWriteStream(log))
  let at = ''
  createInterface(building.stdout).on('line', (line) => {
    if (line.startsWith('step: ')) {
      at = line.replace('step: ', '')
      tell.event(`${recipe}, after ${Math.round((performance.now() - started) / 1000)} s: ${at}`)
    } else tell.now([recipe, at, line].filter(Boolean).join(': '))
  })
  const { exitCode, stdout } = await building
  if (exitCode === 0) return
  signal.throwIfAborted()
  const lines = stdout.trim().split('\n')
  const failed = lines.findLast((line) => line.startsWith('step:')) ?? 'its first step'
  throw new NotReady(
    `Building the ${recipe} image failed at ${failed}\n${lines.slice(-12).join('\n')}\nThe whole log: ${log}`,
  )
}

/** How long a recipe takes from nothing on 2 cores. */
const MINUTES: Record<Recipe, string> = {
  node: ', which takes some ten minutes the first time',
  postgres: '',
  nanomon: '',
}

async function digestOf(recipe: Recipe): Promise<string> {
  const base = fixture('images', recipe)
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
