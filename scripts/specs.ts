import { runCommand } from '../src/cli/command.ts'
import { readCommandLine } from '../src/cli/command-line.ts'
import { EXIT, Usage } from '../src/cli/exit.ts'
import { findUnknownFilter, runProject, tellRest } from '../src/grade/project.ts'
import { ensureBrowser } from '../src/setup/browser.ts'
import { ensureSetup } from '../src/setup/setup.ts'
import { step } from '../src/setup/step.ts'
import { nanomon } from '../src/workshop/nanomon.ts'

const USAGE = `usage: npm run COMMAND -- [FILTER…]
  COMMAND  faults, fairness, public, helm or browser
  FILTER   a part of a spec's path; only specs whose path has one of these parts
           are run; default: all`

const EXAMPLES = ['npm run faults', 'npm run faults -- batch', 'npm run helm -- values chart']

const ensureAll = (signal: AbortSignal) => ensureSetup(nanomon, signal)

/** Prepares this machine for the specs of each project. */
const needs: Record<string, (signal: AbortSignal) => Promise<unknown>> = {
  grader: ensureAll,
  fairness: ensureAll,
  public: ensureAll,
  helm: ensureAll,
  browser: () => step('browser', ensureBrowser, (browser) => browser),
}

/** The project comes first: each command of package.json names its own. */
const readRequest = () =>
  readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: {}, takesArguments: true },
    (_, [project = '', ...filters]) => {
      const ensure = needs[project]
      if (!ensure) throw new Error(`expected one of ${Object.keys(needs).join(', ')}`)
      return { project, filters, ensure }
    },
  )

await runCommand(async (signal) => {
  const { project, filters, ensure } = readRequest()
  const unknown = await findUnknownFilter(project, filters)
  if (unknown !== undefined) throw new Usage(`there is no spec ${unknown} in specs/${project}/\n${USAGE}`)
  await ensure(signal)
  const count = await runProject(project, filters)
  const { passed, failed } = count
  tellRest(count)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? EXIT.passed : EXIT.failed
})
