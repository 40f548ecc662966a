// The way into every command: Node's built-ins only, since on a fresh clone there is nothing else yet.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 22)) {
  console.error(
    `Assay needs Node 22.22 or newer; this is ${process.versions.node}. Install a newer Node and try again.`,
  )
  process.exit(3)
}

const started = performance.now()
const lock = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex')
const stamp = `${root}node_modules/.assay`
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    console.error(`setup  dependencies: npm ci failed.\n${npm.stderr || npm.error?.message || ''}`)
    process.exit(3)
  }
  writeFileSync(stamp, lock)
  console.error(`setup  dependencies  installed (${((performance.now() - started) / 1000).toFixed(1)} s)`)
}

const [command, ...args] = process.argv.slice(2)
process.argv = [process.argv[0], `${root}scripts/${command}.ts`, ...args]
process.setSourceMapsEnabled(true)
const { built } = await import('./build.mjs')
const address = await built(command).catch((error) => {
  console.error(`setup  commands: they cannot be translated: ${error.message}`)
  process.exit(3)
})
await import(address)
