import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants, homedir } from 'node:os'
import path from 'node:path'
import { currentNode } from './current-node.mjs'
import { OLDEST } from './version.mjs'

/** Where Node is kept between runs; `src/setup/paths.ts` says the same. */
export const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'assay')

/** The Node to take from npm on each platform, with the hash of its package. */
export const pins = JSON.parse(readFileSync(new URL('current-node.json', import.meta.url), 'utf8'))

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Runs this command again in a current Node, and returns the exit code. */
export async function goOn() {
  const here = process.versions.node
  const stop = new AbortController()
  const abort = () => stop.abort()
  for (const name of SIGNALS) process.on(name, abort)
  try {
    const pin = pins[`${process.platform}-${process.arch}`]
    if (!pin) throw new Error(`npm has no Node for ${process.platform} on ${process.arch}`)
    console.error(`setup  node         ${pin.version} from npm (this is ${here}; ${OLDEST} is the oldest)`)
    const node = await currentNode(pin, cache, stop.signal)
    for (const name of SIGNALS) process.off(name, abort)
    return await callAgain(node)
  } catch (error) {
    if (stop.signal.aborted) return 130
    console.error(
      `Assay needs Node ${OLDEST} or newer; this is ${here}. Assay tried to get a newer one from npm, and failed:
${error.message}
Fix that, or install Node 24 or newer (nodejs.org, or \`nvm install 24\`), and try again.`,
    )
    return 3
  }
}

/**
 * Calls this command with another Node, which is also the `node` of all that it starts; returns the exit code. A Ctrl-C
 * comes to it from the terminal and once more through us, as it does from npm: `src/cli/interruption.ts` takes the two for one.
 */
export function callAgain(node) {
  const { execArgv, argv, env } = process
  env.PATH = [path.dirname(node), env.PATH].join(path.delimiter)
  let child
  // Before it is there: it may be faster than we are.
  for (const name of SIGNALS) process.on(name, () => child.kill(name))
  child = spawn(node, [...execArgv, ...argv.slice(1)], { stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : code))
  })
}
