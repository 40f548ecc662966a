import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { runBatch } from '../src/batch/batch.ts'
import { BatchProgress } from '../src/batch/progress.ts'
import { CONTROL_EVERY } from '../src/batch/queue.ts'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine, wholeNumber } from '../src/cli/command-line.ts'
import { EXIT, exitCodeOf } from '../src/cli/exit.ts'
import type { Report } from '../src/report/report.ts'
import { fixture, root } from '../src/setup/paths.ts'
import { $ } from '../src/setup/shell.ts'
import { workshop } from '../src/workshop/workshop.ts'

const USAGE = `usage: npm run bench:batch -- [LEARNERS] [JOBS…]
  LEARNERS  how many have handed in the reference; default: 6
  JOBS      grades at a time, in a batch for each; default: 1 and 2`

const EXAMPLES = ['npm run bench:batch', 'npm run bench:batch -- 20 2']

const readRequest = () =>
  readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: {}, takesArguments: true },
    (_, [learners = '6', ...jobs]) => ({
      learners: wholeNumber('LEARNERS', learners),
      jobs: (jobs.length > 0 ? jobs : ['1', '2']).map((text) => wholeNumber('JOBS', text)),
    }),
  )

/** The cost of one way to grade a class. */
interface Cost {
  way: string
  grades: number
  seconds: number
  cpuSeconds: number
  peakMiB: number
  /** Grades with 100 points, as all should have. */
  full: number
}

/** How often the memory that is left is looked at. */
const SAMPLE_MS = 1000

const busyMs = () =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0)

/** Grades one after the other that say what one takes. */
const ENOUGH = 6

async function measure(way: string, work: () => Promise<(Report | undefined)[]>): Promise<Cost> {
  const [started, busy, available] = [performance.now(), busyMs(), process.availableMemory()]
  let least = available
  const sampling = setInterval(() => {
    least = Math.min(least, process.availableMemory())
  }, SAMPLE_MS)
  const reports = await work().finally(() => clearInterval(sampling))
  const full = reports.filter((report) => report && exitCodeOf(report) === EXIT.passed).length
  const peakMiB = (available - least) / 2 ** 20
  return {
    way,
    grades: reports.length,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (busyMs() - busy) / 1000,
    peakMiB,
    full,
  }
}

async function main(signal: AbortSignal): Promise<number> {
  const { learners, jobs } = readRequest()
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-bench-'))
  try {
    const names = Array.from({ length: learners }, (_, i) => `learner-${i + 1}`)
    const submissions = path.join(folder, 'submissions')
    for (const name of names)
      await cp(fixture('reference'), path.join(submissions, name), { recursive: true })
    const one = async () => {
      const reports: Report[] = []
      for (const name of names.slice(0, ENOUGH)) {
        const out = path.join(folder, 'alone', name)
        await $({ cwd: root, signal })`npm run grade -- ${path.join(submissions, name)} --out ${out}`
        reports.push(JSON.parse(await readFile(path.join(out, 'report.json'), 'utf8')))
      }
      return reports
    }
    const batch = (count: number) => () =>
      runBatch({
        workshop,
        submissions,
        out: path.join(folder, `jobs-${count}`),
        terms: {
          pace: 'fast',
          sections: workshop.sections.map(({ id }) => id),
          jobs: count,
          controlEvery: CONTROL_EVERY,
          limitMs: 1_200_000,
        },
        regrade: [],
        imports: {},
        watcher: new BatchProgress(),
        signal,
      }).then((rows) => rows.map(({ report }) => report))
    const alone = await measure('one after the other', one)
    const batches: Cost[] = []
    for (const count of jobs) batches.push(await measure(`batch, --jobs ${count}`, batch(count)))
    console.log(`\n${render(alone, batches)}`)
    return [alone, ...batches].every(({ full, grades }) => full === grades) ? EXIT.passed : EXIT.failed
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Of the batches, the controls are in the figures and are not counted as grades. */
function render(alone: Cost, batches: Cost[]): string {
  const perHour = ({ grades, seconds }: Cost) => (3600 * grades) / seconds
  const heading = ['', 'grades', 'full', 'seconds', 'grades/h', 'times', 'CPU s each', 'peak MiB']
  const rows = [alone, ...batches].map((cost) => [
    cost.way,
    String(cost.grades),
    String(cost.full),
    cost.seconds.toFixed(0),
    perHour(cost).toFixed(1),
    (perHour(cost) / perHour(alone)).toFixed(2),
    (cost.cpuSeconds / cost.grades).toFixed(0),
    cost.peakMiB.toFixed(0),
  ])
  const line = ([first = '', ...rest]: string[]) =>
    first.padEnd(24) + rest.map((cell) => cell.padStart(12)).join('')
  return ['Every learner has handed in the reference.', line(heading), ...rows.map(line)].join('\n')
}

await runCommand(main)
