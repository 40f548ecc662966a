import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { goOn } from './go-on.mjs'
import { isEnough } from './version.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Returns if Node is new enough, once all packages of package-lock.json are installed. An older Node exits
 * here.
 */
export async function ready() {
  if (!isEnough(process.versions.node)) process.exit(await goOn())
  const lock = createHash('sha256')
    .update(readFileSync(`${root}package-lock.json`))
    .digest('hex')
  const stamp = `${root}node_modules/.assay`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  const started = performance.now()
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
  console.error(`setup  dependencies installed (${((performance.now() - started) / 1000).toFixed(1)} s)`)
}
