// All that can be known of a change without a cluster, side by side: a line for each step, and what a step that failed
// has printed.
import { fileURLToPath } from 'node:url'
import { ready } from './start/ready.mjs'
import { npm } from './start/run.mjs'

/** Scripts of package.json. */
const STEPS = [['lint'], ['typecheck'], ['unit'], ['rubric', '--', '--check'], ['picture', '--', '--check']]

const root = fileURLToPath(new URL('..', import.meta.url))

await ready()
const outcomes = await Promise.all(STEPS.map(passes))
process.exit(outcomes.every(Boolean) ? 0 : 1)

async function passes([name, ...args]) {
  const started = performance.now()
  const { signal } = new AbortController()
  const { exitCode, said } = await npm(['run', '--silent', name, ...args], { cwd: root, signal })
  const isPassed = exitCode === 0
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${isPassed ? 'PASS' : 'FAIL'}  ${name.padEnd(10)} ${seconds.padStart(5)} s`)
  if (!isPassed) console.log(`\n${said.trimEnd()}\n`)
  return isPassed
}
