// The way into the tools that work on the project itself: lint, the type checker, Vitest.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ready } from './start/ready.mjs'

await ready()
const [tool, ...args] = process.argv.slice(2)
const installed = fileURLToPath(new URL('../node_modules/.bin', import.meta.url))
process.env.PATH = [installed, path.dirname(process.execPath), process.env.PATH].join(path.delimiter)
const { status, error } = spawnSync(tool, args, { stdio: 'inherit', shell: process.platform === 'win32' })
if (error) console.error(error.message)
process.exit(status ?? 1)
