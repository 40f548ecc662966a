import { runCommand } from '../src/grade/command.ts'
import { EXIT } from '../src/grade/exit.ts'
import { ensureParts } from '../src/parts/parts.ts'

await runCommand(async (signal) => {
  await ensureParts(signal)
  return EXIT.passed
})
