import { startVitest } from 'vitest/node'
import { runCommand } from '../src/grade/command.ts'
import { EXIT } from '../src/grade/exit.ts'
import { ensureParts } from '../src/parts/parts.ts'
import { root } from '../src/parts/places.ts'

await runCommand(async (signal) => {
  await ensureParts(signal)
  const vitest = await startVitest('test', [], { root, watch: false, project: ['grader'] })
  const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()])
  await vitest.close()
  return tests.length > 0 && process.exitCode !== 1 ? EXIT.passed : EXIT.failed
})
