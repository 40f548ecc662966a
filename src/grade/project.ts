import { createVitest, startVitest } from 'vitest/node'
import { withoutSignalHandlers } from '../cli/interruption.ts'
import { root } from '../setup/paths.ts'

/** How many tests have passed, and how many have not; a file that does not load is one more that has not. */
export interface Count {
  passed: number
  failed: number
  /** Tests that this machine, or this node, cannot be put to, each with the reason. A test left out without one has failed. */
  skipped: string[]
}

/** The first of some file filters, as Vitest takes them, that no file of one of its projects passes. */
export async function findUnknownFilter(project: string, filters: string[]): Promise<string | undefined> {
  if (filters.length === 0) return undefined
  const vitest = await withoutSignalHandlers(() => createVitest('test', { root, watch: false, project }))
  try {
    const found = await Promise.all(filters.map((filter) => vitest.globTestSpecifications([filter])))
    return filters.find((_, i) => found[i]?.length === 0)
  } finally {
    await vitest.close()
  }
}

/**
 * Runs the tests of one of Vitest's projects; those in files that pass one of the filters, if there are any. No tests at
 * all count as one failure.
 */
export async function runProject(name: string, filters: string[] = []): Promise<Count> {
  const vitest = await startVitest('test', filters, { root, watch: false, project: [name] })
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
