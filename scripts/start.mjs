// The way into every command: Node's built-ins only, since on a fresh clone there is nothing else yet, and no syntax that
// an old Node does not read, since it is that which says so.
import { fileURLToPath } from 'node:url'
import { keepLogsPlain } from './start/plain-logs.mjs'
import { ready } from './start/ready.mjs'

await ready()
keepLogsPlain(process)
const root = fileURLToPath(new URL('..', import.meta.url))
const [command, ...args] = process.argv.slice(2)
process.argv = [process.argv[0], `${root}scripts/${command}.ts`, ...args]
process.setSourceMapsEnabled(true)
const { built } = await import('./build.mjs')
const address = await built(command).catch((error) => {
  console.error(`setup  commands: the build failed: ${error.message}`)
  process.exit(3)
})
await import(address)
