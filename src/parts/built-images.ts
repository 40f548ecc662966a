import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { type ImageName, type Images, imageNames, isPresent } from './images.ts'
import { installPackages } from './packages.ts'
import { cache, fixture } from './places.ts'
import { $ } from './shell.ts'
import { NotReady } from './step.ts'

/** The folders of `fixtures/images/`, each of which builds some of the images. */
type Recipe = 'node' | 'postgres' | 'nanomon'

/** What the recipes are made with, besides Go. */
const PACKAGES = ['ca-certificates', 'gcc', 'libc6-dev', 'mmdebstrap']

function recipeOf(name: ImageName): Recipe {
  if (name === 'postgres') return 'postgres'
  return name.startsWith('nanomon') ? 'nanomon' : 'node'
}

/** The node image as this checkout would build it. */
export async function builtNode(): Promise<string> {
  return `assay/node:${await digestOf('node')}`
}

/** Builds what is not there yet; a tag names the content of its recipe. Throws {@link NotReady} where a build fails. */
export async function buildImages(signal: AbortSignal): Promise<Images> {
  const recipes: Recipe[] = ['node', 'postgres', 'nanomon']
  const digests = await Promise.all(recipes.map(async (recipe) => [recipe, await digestOf(recipe)] as const))
  const tags = Object.fromEntries(digests) as Record<Recipe, string>
  const named = imageNames.map((name) => [name, `assay/${name}:${tags[recipeOf(name)]}`] as const)
  const loaded = Object.fromEntries(named) as Record<ImageName, string>
  const images = {
    origin: 'built' as const,
    node: `assay/node:${tags.node}`,
    helm: `assay/helm:${tags.node}`,
    loaded,
  }
  const absent = await Promise.all(
    [
      ['node', images.node] as const,
      ['node', images.helm] as const,
      ...named.map(([name, image]) => [recipeOf(name), image] as const),
    ].map(async ([recipe, image]) => ((await isPresent(image)) ? [] : [recipe])),
  )
  const needed = new Set<Recipe>(absent.flat())
  if (needed.size > 0) await ensureBuilders()
  await Promise.all([...needed].map((recipe) => build(recipe, tags[recipe], signal)))
  return images
}

/** Packages are installed before the recipes run side by side: apt-get lets only one in. */
async function ensureBuilders(): Promise<void> {
  if (process.arch !== 'x64')
    throw new NotReady(
      `No registry answers, and Assay builds its images for x86-64 only; this is ${process.arch}.`,
    )
  if ((await $`go version`).exitCode !== 0)
    throw new NotReady(
      'No registry answers, and building the images takes Go 1.26: install it and try again.',
    )
  if ((await $`dpkg --status ${PACKAGES}`).exitCode !== 0) await installPackages(...PACKAGES)
}

async function build(recipe: Recipe, tag: string, signal: AbortSignal): Promise<void> {
  const log = path.join(cache, 'logs', `${recipe}-${tag}.log`)
  await mkdir(path.dirname(log), { recursive: true })
  process.stderr.write(
    `setup  building the ${recipe} image, which takes minutes the first time; log: ${log}\n`,
  )
  const env = { ...process.env, ASSAY_TAG: tag }
  const building = $({ env, signal })`bash ${fixture('images', recipe, 'build.sh')} 2>&1`
  building.stdout.pipe(createWriteStream(log))
  const { exitCode, stdout } = await building
  if (exitCode === 0) return
  signal.throwIfAborted()
  const lines = stdout.trim().split('\n')
  const failed = lines.findLast((line) => line.startsWith('step:')) ?? 'its first step'
  throw new NotReady(
    `Building the ${recipe} image failed at ${failed}\n${lines.slice(-12).join('\n')}\nThe whole log: ${log}`,
  )
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
