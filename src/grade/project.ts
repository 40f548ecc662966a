import { createVitest, startVitest, type TestCase } from 'vitest/node'
import { withoutSignalHandlers } from '../cli/interruption.ts'
import { hang } from '../output/columns.ts'
import { displayOf } from '../output/display.ts'
import { root } from '../setup/paths.ts'

/** How many tests have passed, and how many have not; a file that does not load is one more that has not. */
export interface Count {
  passed: number
  failed: number
  /** What has failed, one a line: the test, and the first line of its error. */
  failures: string[]
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
  const unhandled = vitest.state.getUnhandledErrors()
  await vitest.close()
  process.exitCode = 0
  const results = tests.map((test) => ({ name: nameOf(test), result: test.result() }))
  const passed = results.filter(({ result }) => result.state === 'passed').length
  const skipped = results.flatMap(({ name, result }) =>
    result.state === 'skipped' && result.note ? `${name}: ${result.note}` : [],
  )
  const failures = [
    ...modules.flatMap((module) => {
      const [error] = module.errors()
      return error ? tell(module.relativeModuleId, error) : []
    }),
    ...unhandled.map((error) => tell('outside every test', error)),
    ...results.flatMap(({ name, result }) => {
      if (result.state === 'passed' || (result.state === 'skipped' && result.note)) return []
      return tell(name, result.errors?.[0] ?? { message: 'it was not run, and says no reason' })
    }),
    ...(tests.length === 0 ? [`no test of ${name} was found`] : []),
  ]
  return { passed, failed: failures.length, failures, skipped }
}

const nameOf = (test: TestCase) => `${test.module.relativeModuleId} > ${test.fullName}`

const tell = (where: string, error: unknown) =>
  `${where}: ${String((error as Error).message).split('\n', 1)[0]}`

/** Prints what has failed and what was skipped, each with its number, and one a line with its reason. */
export function tellRest({ failures, skipped }: Pick<Count, 'failures' | 'skipped'>): void {
  const { columns } = displayOf(process.stdout)
  const lines = (title: string, rest: string[]) => {
    if (rest.length === 0) return
    console.log(`\n${rest.length} ${title}:`)
    for (const line of rest) console.log(`  ${hang(line, 4, columns, { keepsWords: true })}`)
  }
  lines('left out on this machine', skipped)
  lines('failed', failures)
}
