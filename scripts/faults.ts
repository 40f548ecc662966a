import { runCommand } from '../src/grade/command.ts'
import { EXIT } from '../src/grade/exit.ts'
import { runProject } from '../src/grade/project.ts'
import { ensureParts } from '../src/parts/parts.ts'

await runCommand(async (signal) => {
  await ensureParts(signal)
  const { passed, failed } = await runProject('grader')
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? EXIT.passed : EXIT.failed
})
