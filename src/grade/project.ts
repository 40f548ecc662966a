import { startVitest } from 'vitest/node'
import { root } from '../parts/places.ts'

/** How many tests have passed, and how many have not; a file that does not load is one more that has not. */
export interface Count {
  passed: number
  failed: number
}

/** Runs the tests of one of Vitest's projects; that there are none is a failure too. */
export async function runProject(name: string): Promise<Count> {
  const vitest = await startVitest('test', [], { root, watch: false, project: [name] })
  const modules = vitest.state.getTestModules()
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const broken = modules.filter((module) => module.errors().length > 0).length
  const unhandled = vitest.state.getUnhandledErrors().length
  await vitest.close()
  process.exitCode = 0
  const passed = tests.filter((test) => test.result().state === 'passed').length
  const none = tests.length === 0 ? 1 : 0
  return { passed, failed: tests.length - passed + broken + unhandled + none }
}
