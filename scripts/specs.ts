import { runCommand } from '../src/cli/command.ts'
import { EXIT, Usage } from '../src/cli/exit.ts'
import { runProject, tellSkipped } from '../src/grade/project.ts'
import { ensureBrowser } from '../src/setup/browser.ts'
import { ensureSetup } from '../src/setup/setup.ts'
import { step } from '../src/setup/step.ts'
import { nanomon } from '../src/workshop/nanomon.ts'

const ensureAll = (signal: AbortSignal) => ensureSetup(nanomon, signal)

/** Prepares this machine for the specs of each project. */
const needs: Record<string, (signal: AbortSignal) => Promise<unknown>> = {
  grader: ensureAll,
  fairness: ensureAll,
  public: ensureAll,
  helm: ensureAll,
  browser: () => step('browser', ensureBrowser, (browser) => browser),
}

await runCommand(async (signal) => {
  const [name = ''] = process.argv.slice(2)
  const ensure = needs[name]
  if (!ensure) throw new Usage(`expected one of ${Object.keys(needs).join(', ')}`)
  await ensure(signal)
  const count = await runProject(name)
  const { passed, failed } = count
  tellSkipped(count)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? EXIT.passed : EXIT.failed
})
