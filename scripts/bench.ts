import path from 'node:path'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine, wholeNumber } from '../src/cli/command-line.ts'
import { EXIT } from '../src/cli/exit.ts'
import { grade } from '../src/grade/grade.ts'
import { median } from '../src/gradebook/class/statistics.ts'
import type { Report } from '../src/report/report.ts'
import { fixture, root } from '../src/setup/paths.ts'
import { loadSubmission } from '../src/submission/submission.ts'
import { workshop } from '../src/workshop/workshop.ts'

const USAGE = `usage: npm run bench -- [RUNS]
  RUNS  how often the reference is graded; default: 3`

const EXAMPLES = ['npm run bench', 'npm run bench -- 10']

const readRuns = () =>
  readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: {}, takesArguments: true },
    (_, [runs = '3', ...others]) => {
      if (others.length > 0) throw new Error('expected one number')
      return wholeNumber('RUNS', runs)
    },
  )

/** Where the time of one grade went, in seconds. */
function figures({ seconds, checks }: Report): Record<string, number> {
  const sections = [...new Set(checks.map(({ section }) => section))]
  const sum = (section: string) =>
    checks.filter((check) => check.section === section).reduce((total, check) => total + check.seconds, 0)
  return {
    'cluster ready': seconds.cluster,
    ...Object.fromEntries(sections.map((section) => [section, sum(section)])),
    'all checks': seconds.checks,
    whole: seconds.setup + seconds.cluster + seconds.checks,
  }
}

async function main(signal: AbortSignal): Promise<number> {
  const runs = readRuns()
  const submission = await loadSubmission(fixture('reference'), workshop.app)
  const reports: Report[] = []
  while (reports.length < runs && !signal.aborted) {
    const out = path.join(root, 'reports', `bench-${reports.length + 1}`)
    reports.push(await grade({ workshop, submission, pace: 'fast', out, signal }))
  }
  if (signal.aborted) return EXIT.interrupted
  const all = reports.map(figures)
  console.log(`\n${runs} grades of the reference; scores ${reports.map(({ score }) => score).join(', ')}`)
  console.log(`${'seconds'.padEnd(34)}${'min'.padStart(8)}${'median'.padStart(8)}${'max'.padStart(8)}`)
  for (const name of Object.keys(all[0] ?? {})) {
    const numbers = all.map((one) => one[name] ?? 0)
    const row = [Math.min(...numbers), median(numbers), Math.max(...numbers)]
    console.log(name.padEnd(34) + row.map((number) => number.toFixed(1).padStart(8)).join(''))
  }
  return reports.every(({ score, outOf }) => score === outOf) ? EXIT.passed : EXIT.failed
}

await runCommand(main)
