import { appendFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine, wholeNumber } from '../src/cli/command-line.ts'
import { EXIT, Usage } from '../src/cli/exit.ts'
import { startCluster } from '../src/cluster/start.ts'
import { assess } from '../src/conformance/assess.ts'
import { conform, conformAlone, type SubjectOutcome } from '../src/conformance/conformance.ts'
import { differ } from '../src/conformance/differences.ts'
import { renderMatrix } from '../src/conformance/matrix.ts'
import { gather, type Subject } from '../src/conformance/subject.ts'
import { unknownName } from '../src/diagnosis/unknown-name.ts'
import { collectRules } from '../src/grade/rubric.ts'
import { root } from '../src/setup/paths.ts'
import { ensureSetup, type Setup } from '../src/setup/setup.ts'
import { workshop } from '../src/workshop/workshop.ts'

/** The name of the comparison with `kubectl apply -f`. */
const KUBECTL_APPLY = 'kubectl-apply'

const USAGE = `usage: npm run conformance -- [NAME…] [--times N] [--alone] [--update]
  NAME      a mutant or an equivalent, or reference, empty or ${KUBECTL_APPLY};
            default: all
  --times   grade each this many times; the verdicts must be the same every time
  --alone   grade each as a learner's submission: all sections, on its own
            cluster
  --update  pin the texts that the mutants' failures show now`

const EXAMPLES = [
  'npm run conformance -- mount-beside-data claim-read-only',
  'npm run conformance -- hpa-min-is-max --times 5',
  'npm run conformance -- api-probe-path --update',
]

const OPTIONS = {
  times: { type: 'string', default: '1' },
  alone: { type: 'boolean', default: false },
  update: { type: 'boolean', default: false },
} as const

const readRequest = () =>
  readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: OPTIONS, takesArguments: true },
    (values, names) => ({
      ...values,
      times: wholeNumber('--times', values.times),
      names,
    }),
  )

function choose(subjects: Subject[], names: string[]): Subject[] {
  const known = [...subjects.map(({ name }) => name), KUBECTL_APPLY]
  const unknown = names.find((name) => !known.includes(name))
  if (unknown) throw new Usage(unknownName('mutant or equivalent', unknown, known))
  return names.length > 0 ? subjects.filter(({ name }) => names.includes(name)) : subjects
}

function describe({ subject, seconds, errors }: SubjectOutcome, found: string[]): string {
  const heading = `${found.length > 0 ? 'WRONG' : 'ok   '}  ${subject.kind} ${subject.name} (${seconds.toFixed(0)} s)`
  const again = errors.map((error) => `graded again after a grader error: ${error}`)
  return [heading, ...[...again, ...found].map((line) => `       ${line}`)].join('\n')
}

/**
 * Applies every file of `fixtures/apply/` with kubectl and with Assay, and counts right and wrong outcomes.
 */
async function compareWithKubectl(setup: Setup, folder: string, signal: AbortSignal) {
  const cluster = await startCluster(setup, 'fast', signal, { helm: false, gateway: false })
  const count = { right: 0, wrong: 0 }
  try {
    await differ(cluster, folder, (file, found) => {
      count[found.length > 0 ? 'wrong' : 'right']++
      for (const line of found) console.log(`WRONG  ${KUBECTL_APPLY} ${file}\n       ${line}`)
    })
  } finally {
    await cluster.stop()
  }
  if (count.wrong === 0)
    console.log(`ok     ${KUBECTL_APPLY}: ${count.right} files taken or refused as kubectl does`)
  return count
}

async function main(signal: AbortSignal): Promise<number> {
  const { names, times, alone, update } = readRequest()
  const rules = await collectRules(workshop)
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-subjects-'))
  const outcomes: SubjectOutcome[] = []
  let [wrong, planned] = [0, 0]
  let files = { right: 0, wrong: 0 }
  try {
    const chosen = choose(await gather(workshop, folder), names)
    const repeated = Array.from({ length: times }, () => chosen).flat()
    const subjects = alone ? repeated.filter(({ calibration }) => calibration === undefined) : repeated
    planned = subjects.length
    const out = path.join(root, 'reports', 'conformance')
    await rm(out, { recursive: true, force: true })
    const tell = (outcome: SubjectOutcome) => {
      outcomes.push(outcome)
      const found = assess(outcome, { rules, update })
      if (found.length > 0) wrong++
      console.log(describe(outcome, found))
    }
    const setup = await ensureSetup(workshop.app, signal)
    await (alone ? conformAlone : conform)({ subjects, setup, out, signal }, tell)
    if (!signal.aborted && (names.length === 0 || names.includes(KUBECTL_APPLY)))
      files = await compareWithKubectl(setup, folder, signal)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  if (signal.aborted) return EXIT.interrupted
  const untried = planned - outcomes.length
  if (untried > 0) console.log(`WRONG  ${untried} of ${planned} were not tried`)
  const matrix = renderMatrix(outcomes, rules)
  const summary = process.env.GITHUB_STEP_SUMMARY
  if (summary) appendFileSync(summary, `## The kill matrix\n\n\`\`\`text\n${matrix}\n\`\`\`\n`)
  const failed = wrong + untried + files.wrong
  console.log(`\n${matrix}\n\n${outcomes.length - wrong + files.right} passed, ${failed} failed`)
  return failed > 0 ? EXIT.failed : EXIT.passed
}

await runCommand(main)
