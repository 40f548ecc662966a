import { startVitest } from 'vitest/node'
import { root } from '../setup/paths.ts'

/** How many tests have passed, and how many have not; a file that does not load is one more that has not. */
export interface Count {
  passed: number
  failed: number
  /** Tests that this machine, or this node, cannot be put to, each with the reason. A test left out without one has failed. */
  skipped: string[]
}

/** Runs the tests of one of Vitest's projects. A project without tests counts as one failure. */
export async function runProject(name: string): Promise<Count> {
  const vitest = await startVitest('test', [], { root, watch: false, project: [name] })
  const modules = vitest.state.getTestModules()
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const broken = modules.filter((module) => module.errors().length > 0).length
  const unhandled = vitest.state.getUnhandledErrors().length
  await vitest.close()
  process.exitCode = 0
  const results = tests.map((test) => ({ name: test.fullName, result: test.result() }))
  const passed = results.filter(({ result }) => result.state === 'passed').length
  const skipped = results.flatMap(({ name, result }) =>
    result.state === 'skipped' && result.note ? `${name}: ${result.note}` : [],
  )
  const none = tests.length === 0 ? 1 : 0
  return {
    passed,
    failed: tests.length - passed - skipped.length + broken + unhandled + none,
    skipped,
  }
}

/** Prints the skipped tests, one a line with its reason, and their number. */
export function tellSkipped({ skipped }: Count): void {
  if (skipped.length === 0) return
  console.log(`\n${skipped.length} left out on this machine:`)
  for (const line of skipped) console.log(`  ${line}`)
}
