// Node strips types by itself, module by module, which costs every process 0.3 CPU seconds more than this, and takes no
// parameter properties. So the commands are translated all at once, and again when any of it has changed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const builds = path.join(root, 'node_modules/.assay-build')

/** How many builds are kept: one that is not the newest may be of a command that still runs. */
const KEPT = 5

/** The URL of a command in JavaScript, rebuilt if any source has changed. */
export async function built(command) {
  const folder = path.join(builds, digestOfSources())
  if (!existsSync(folder)) await build(folder)
  return pathToFileURL(path.join(folder, `${command}.js`)).href
}

function digestOfSources() {
  const digest = createHash('sha256')
  for (const file of ['package-lock.json', ...filesOf('scripts'), ...filesOf('src')])
    digest.update(`${file}\n`).update(readFileSync(path.join(root, file)))
  // Sources know where they are.
  return digest.update(root).digest('hex').slice(0, 16)
}

const filesOf = (folder) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?[jt]s$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort()

async function build(folder) {
  const { build } = await import('vite')
  const unfinished = `${folder}.${process.pid}`
  const commands = filesOf('scripts').filter((file) => file.endsWith('.ts'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [{ name: 'where-the-source-is', transform: keepPlace }],
    build: {
      ssr: true,
      target: 'esnext',
      sourcemap: 'inline',
      outDir: unfinished,
      rolldownOptions: { input: commands.map((file) => path.join(root, file)), external: packages },
    },
  })
  putInPlace(unfinished, folder)
  removeOld()
}

/** Packages stay external, except the ones that the translation itself adds. */
const packages = /^(?!@oxc-project\/)[^./\0]/

/** Keeps `import.meta.url` of a source as it was before the build. */
function keepPlace(code, file) {
  if (!code.includes('import.meta.url')) return null
  return { code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)), map: null }
}

/** Two commands may build at the same time, and both are right. */
function putInPlace(unfinished, folder) {
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

function removeOld() {
  const age = (name) => statSync(path.join(builds, name)).mtimeMs
  const old = readdirSync(builds)
    .sort((one, other) => age(other) - age(one))
    .slice(KEPT)
  for (const name of old) rmSync(path.join(builds, name), { recursive: true, force: true })
}
