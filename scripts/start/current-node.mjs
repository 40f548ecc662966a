// npm has Node as packages, one for each platform. So the user's own registry and proxy hold, and a hash is all that is
// trusted.
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { npm, reasonOf, run } from './run.mjs'

/** An unfinished download has this prefix; nobody runs it. */
const UNFINISHED = '.node-'

/** A download unfinished for this long was left by a killed process. */
const ABANDONED_MS = 60 * 60_000

/**
 * The path of a pinned Node, fetched if it is not in the cache. If that fails, throws the reason and leaves
 * nothing.
 */
export async function currentNode(pin, cache, signal) {
  const folder = path.join(cache, `${pin.package}-${pin.version}`)
  const node = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(node)) return node
  mkdirSync(cache, { recursive: true })
  removeAbandoned(cache)
  const unfinished = mkdtempSync(path.join(cache, UNFINISHED))
  try {
    await fetchInto(unfinished, pin, signal)
    const unpacked = path.join(unfinished, 'package')
    await tryOut(path.join(unpacked, path.relative(folder, node)), pin, signal)
    putInPlace(unpacked, folder, node)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return node
}

async function fetchInto(folder, { package: name, version, integrity }, signal) {
  const options = { cwd: folder, signal }
  const packed = await npm(['pack', `${name}@${version}`, '--loglevel=error'], options)
  const tarball = `${name}-${version}.tgz`
  const file = path.join(folder, tarball)
  if (packed.exitCode !== 0 || !existsSync(file)) throw new Error(`npm says: ${reasonOf(packed.said)}`)
  const digest = createHash('sha512').update(readFileSync(file)).digest('base64')
  if (`sha512-${digest}` !== integrity)
    throw new Error(
      `npm's ${name} ${version} is not the one that this project names, and was discarded: expected ${integrity}, got sha512-${digest}`,
    )
  const unpacked = await run('tar', ['-xzf', tarball], options)
  if (unpacked.exitCode !== 0)
    throw new Error(
      `tar could not unpack it into ${folder}; is the disk full? It says: ${unpacked.said.trim()}`,
    )
}

/** A binary for another C library than the machine's, for one, does not start. */
async function tryOut(node, { version }, signal) {
  const { exitCode, said } = await run(node, ['--version'], { signal })
  if (exitCode !== 0 || said.trim() !== `v${version}`)
    throw new Error(`Node ${version} from npm does not start on this machine: ${said.trim()}`)
}

/** Two may fetch it at the same time, and both are right. */
function putInPlace(unpacked, folder, node) {
  try {
    renameSync(unpacked, folder)
  } catch (error) {
    if (!existsSync(node)) throw error
  }
}

function removeAbandoned(cache) {
  for (const name of readdirSync(cache).filter((one) => one.startsWith(UNFINISHED))) {
    const folder = path.join(cache, name)
    const { mtimeMs } = statSync(folder, { throwIfNoEntry: false }) || { mtimeMs: Number.POSITIVE_INFINITY }
    if (mtimeMs < Date.now() - ABANDONED_MS) rmSync(folder, { recursive: true, force: true })
  }
}
