import { parseArgs } from 'node:util'
import color from 'picocolors'
import { runCommand } from '../src/cli/command.ts'
import { EXIT, Usage } from '../src/cli/exit.ts'
import { examine } from '../src/doctor/doctor.ts'
import { renderFinding } from '../src/doctor/finding.ts'
import { nanomon } from '../src/workshop/nanomon.ts'

const USAGE = `usage: [ASSAY_NODE_IMAGE=IMAGE] npm run doctor
  Says what this machine has and lacks, starts a node, and tries on it, one by
  one, what Assay asks of a node image. It grades nothing and leaves nothing
  behind. Exit code 0: all is as asked; 3: something is lacking.

  ASSAY_NODE_IMAGE  the image to try; that of a grade if not given`

function readCommandLine() {
  try {
    return parseArgs({ options: { help: { type: 'boolean' } } }).values
  } catch (error) {
    throw new Usage(`${(error as Error).message}\n${USAGE}`)
  }
}

await runCommand(async (signal) => {
  if (readCommandLine().help) {
    console.log(USAGE)
    return EXIT.passed
  }
  const isSound = await examine(nanomon, signal, {
    heading: (text) => console.log(`\n${color.bold(text)}`),
    finding: (finding) => console.log(renderFinding(finding)),
  })
  console.log(isSound ? '\nAll is as asked.' : '\nSomething is lacking: see LACKS above.')
  return isSound ? EXIT.passed : EXIT.notGradable
})
