import { runCommand } from '../src/grade/command.ts'
import { EXIT } from '../src/grade/exit.ts'
import { runProject } from '../src/grade/project.ts'
import { ensureBrowser } from '../src/parts/browser.ts'
import { step } from '../src/parts/step.ts'

await runCommand(async () => {
  await step('browser', ensureBrowser, (browser) => browser)
  const { passed, failed } = await runProject('browser')
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? EXIT.passed : EXIT.failed
})
