import { cp, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { runBatch } from '../src/batch/batch.ts'
import { BatchProgress } from '../src/batch/progress.ts'
import { sectionNames } from '../src/cluster/sections.ts'
import { runCommand } from '../src/grade/command.ts'
import { EXIT, exitCodeOf, Usage } from '../src/grade/exit.ts'
import { grade } from '../src/grade/grade.ts'
import { fixture } from '../src/parts/places.ts'
import type { Report } from '../src/report/report.ts'
import { loadSubmission } from '../src/submission/submission.ts'

const USAGE = 'usage: npm run bench:batch -- [LEARNERS] [JOBS…]'

/** What one way to grade a class took. */
interface Cost {
  way: string
  seconds: number
  cpuSeconds: number
  peakMiB: number
  /** Grades that came to 100, as all should. */
  full: number
}

/** How often the memory that is left is looked at. */
const SAMPLE_MS = 1000

const busyMs = () =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0)

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
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (busyMs() - busy) / 1000,
    peakMiB,
    full,
  }
}

async function main(signal: AbortSignal): Promise<number> {
  const [learners = 6, ...jobs] = process.argv.slice(2).map(Number)
  if (![learners, ...jobs].every((number) => Number.isInteger(number) && number > 0)) throw new Usage(USAGE)
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-bench-'))
  try {
    const names = Array.from({ length: learners }, (_, i) => `learner-${i + 1}`)
    const submissions = path.join(folder, 'submissions')
    for (const name of names)
      await cp(fixture('reference'), path.join(submissions, name), { recursive: true })
    const one = async () => {
      const reports: Report[] = []
      for (const name of names) {
        const submission = await loadSubmission(path.join(submissions, name))
        reports.push(await grade({ submission, pace: 'fast', out: path.join(folder, 'alone', name), signal }))
      }
      return reports
    }
    const batch = (count: number) => () =>
      runBatch({
        submissions,
        out: path.join(folder, `jobs-${count}`),
        terms: { pace: 'fast', sections: sectionNames, jobs: count, controlEvery: 10, limitMs: 1_200_000 },
        regrade: [],
        imports: {},
        watcher: new BatchProgress(),
        signal,
      }).then((rows) => rows.map(({ report }) => report))
    const costs = [await measure('one after the other', one)]
    for (const count of jobs.length > 0 ? jobs : [1, 2])
      costs.push(await measure(`batch, --jobs ${count}`, batch(count)))
    console.log(`\n${render(costs, learners)}`)
    return costs.every(({ full }) => full === learners) ? EXIT.passed : EXIT.failed
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Of the batches, the control at the end is in the figures and is not counted as a grade. */
function render(costs: Cost[], learners: number): string {
  const serial = costs[0]?.seconds ?? 0
  const heading = ['', 'seconds', 'grades/h', 'times', 'CPU s each', 'peak MiB', 'full']
  const rows = costs.map(({ way, seconds, cpuSeconds, peakMiB, full }) => [
    way,
    seconds.toFixed(0),
    ((3600 * learners) / seconds).toFixed(1),
    (serial / seconds).toFixed(2),
    (cpuSeconds / learners).toFixed(0),
    peakMiB.toFixed(0),
    String(full),
  ])
  const line = ([first = '', ...rest]: string[]) =>
    first.padEnd(24) + rest.map((cell) => cell.padStart(12)).join('')
  return [`${learners} learners, all with the reference`, line(heading), ...rows.map(line)].join('\n')
}

await runCommand(main)
