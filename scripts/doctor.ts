import { runCommand } from '../src/cli/command.ts'
import { readCommandLine } from '../src/cli/command-line.ts'
import { EXIT } from '../src/cli/exit.ts'
import { examine } from '../src/doctor/doctor.ts'
import { renderFinding } from '../src/doctor/finding.ts'
import { displayOf } from '../src/output/display.ts'
import { nanomon } from '../src/workshop/nanomon.ts'

const USAGE = `usage: [ASSAY_NODE_IMAGE=IMAGE] npm run doctor
  Checks this machine, then starts a node and checks, one by one, Assay's
  requirements of a node image. It grades nothing and leaves nothing behind.
  Exit code 0: all requirements are met; 3: at least one is not.

  ASSAY_NODE_IMAGE  the node image to check; default: the image that grades use`

const EXAMPLES = ['npm run doctor', 'ASSAY_NODE_IMAGE=rancher/k3s:v1.36.3-k3s1 npm run doctor']

await runCommand(async (signal) => {
  readCommandLine({ usage: USAGE, examples: EXAMPLES, options: {} }, () => undefined)
  const display = displayOf(process.stdout)
  const isSound = await examine(nanomon, signal, {
    heading: (text) => console.log(`\n${display.color.bold(text)}`),
    finding: (finding) => console.log(renderFinding(finding, display)),
  })
  console.log(isSound ? '\nAll requirements are met.' : '\nSome requirements are not met: see LACKS above.')
  return isSound ? EXIT.passed : EXIT.notGradable
})
