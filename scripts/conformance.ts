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
import { seedIn } from '../src/conformance/random/graded.ts'
import { toOrigin } from '../src/conformance/random/sample.ts'
import { describe as describeRandom, search } from '../src/conformance/random/search.ts'
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
  --update  pin the texts that the mutants' failures show now
  --random  write these, or all, differently by chance, this many times: without
            a cluster each must be read as the same
  --graded  with --random: grade at most this many of those that give a section
            something else than before; default: 50, and 0 needs no cluster
  --seed    with --random: the seed of the first; default: from the clock`

const EXAMPLES = [
  'npm run conformance -- mount-beside-data claim-read-only',
  'npm run conformance -- hpa-min-is-max --times 5',
  'npm run conformance -- api-probe-path --update',
  'npm run conformance -- --random 3000 --graded 0',
  'npm run conformance -- hpa-v2 --random 1 --seed 1234',
]

const OPTIONS = {
  times: { type: 'string', default: '1' },
  alone: { type: 'boolean', default: false },
  update: { type: 'boolean', default: false },
  random: { type: 'string' },
  graded: { type: 'string' },
  seed: { type: 'string' },
} as const

const readRequest = () =>
  readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: OPTIONS, takesArguments: true },
    ({ times, alone, update, ...random }, names) => {
      if (random.random === undefined && (random.graded ?? random.seed) !== undefined)
        throw new Error('--graded and --seed go with --random only')
      return { times: wholeNumber('--times', times), alone, update, names, random: readRandom(random) }
    },
  )

/** What `--random` asks for, if it is there. */
function readRandom({ random, graded = '50', seed }: { random?: string; graded?: string; seed?: string }) {
  if (random === undefined) return undefined
  return {
    samples: wholeNumber('--random', random),
    graded: graded === '0' ? 0 : wholeNumber('--graded', graded),
    seed: seed === undefined ? Math.floor(Date.now() / 1000) : wholeNumber('--seed', seed),
  }
}

/** Writes subjects differently by chance. Returns those to grade, and how many were not read as the same. */
async function rewrite(
  chosen: Subject[],
  names: string[],
  request: NonNullable<ReturnType<typeof readRandom>>,
  signal: AbortSignal,
): Promise<{ subjects: Subject[]; wrong: number }> {
  const written = chosen.filter(({ kind }) => kind !== 'empty' && kind !== 'calibration')
  const origins = await Promise.all(written.map(toOrigin))
  if (origins.length === 0) throw new Usage(`--random has nothing to rewrite in ${names.join(', ')}`)
  let wrong = 0
  const started = performance.now()
  const folder = path.join(root, 'reports', 'conformance', 'random')
  console.log(`random: ${request.samples} from seed ${request.seed} on`)
  const subjects = await search({ ...request, origins, folder, signal }, (found) => {
    wrong++
    console.log(inLines([...describeRandom(found), commandFor(found.seed, names)]))
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(`random: ${request.samples - wrong} read as the same, ${wrong} not (${seconds} s)`)
  return { subjects, wrong }
}

function choose(subjects: Subject[], names: string[]): Subject[] {
  const known = [...subjects.map(({ name }) => name), KUBECTL_APPLY]
  const unknown = names.find((name) => !known.includes(name))
  if (unknown) throw new Usage(unknownName('mutant or equivalent', unknown, known))
  return names.length > 0 ? subjects.filter(({ name }) => names.includes(name)) : subjects
}

function describe({ subject, seconds, errors }: SubjectOutcome, found: string[], names: string[]): string {
  const heading = `${found.length > 0 ? 'WRONG' : 'ok   '}  ${subject.kind} ${subject.name} (${seconds.toFixed(0)} s)`
  const again = errors.map((error) => `graded again after a grader error: ${error}`)
  const isWrongByChance = subject.kind === 'random' && found.length > 0
  const sample = isWrongByChance ? [subject.sentence, commandFor(seedIn(subject.name), names)] : []
  return inLines([heading, ...again, ...found, ...sample])
}

/** Lines of which all but the first are indented. */
const inLines = ([first = '', ...more]: string[]) =>
  [first, ...more.map((line) => `       ${line}`)].join('\n')

/** The command that makes one sample again. */
const commandFor = (seed: number, names: string[]) =>
  `again: ${['npm run conformance --', ...names, '--random 1 --seed', seed].join(' ')}`

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
  const { names, times, alone, update, random } = readRequest()
  const rules = await collectRules(workshop)
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-subjects-'))
  const outcomes: SubjectOutcome[] = []
  let [wrong, planned] = [0, 0]
  let files = { right: 0, wrong: 0 }
  let misread = 0
  try {
    const fixtures = choose(await gather(workshop, folder), names)
    const out = path.join(root, 'reports', 'conformance')
    await rm(out, { recursive: true, force: true })
    const rewritten = random && (await rewrite(fixtures, names, random, signal))
    misread = rewritten?.wrong ?? 0
    const chosen = rewritten?.subjects ?? fixtures
    const repeated = Array.from({ length: times }, () => chosen).flat()
    const subjects = alone ? repeated.filter(({ calibration }) => calibration === undefined) : repeated
    planned = subjects.length
    const tell = (outcome: SubjectOutcome) => {
      outcomes.push(outcome)
      const found = assess(outcome, { rules, update })
      if (found.length > 0) wrong++
      console.log(describe(outcome, found, names))
    }
    if (signal.aborted) return EXIT.interrupted
    if (random && subjects.length === 0) return misread > 0 ? EXIT.failed : EXIT.passed
    const setup = await ensureSetup(workshop.app, signal)
    await (alone ? conformAlone : conform)({ subjects, setup, out, signal }, tell)
    if (!signal.aborted && !random && (names.length === 0 || names.includes(KUBECTL_APPLY)))
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
  const failed = wrong + untried + files.wrong + misread
  console.log(`\n${matrix}\n\n${outcomes.length - wrong + files.right} passed, ${failed} failed`)
  return failed > 0 ? EXIT.failed : EXIT.passed
}

await runCommand(main)
