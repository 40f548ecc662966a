import path from 'node:path'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine } from '../src/cli/command-line.ts'
import { EXIT, exitCodeOf } from '../src/cli/exit.ts'
import { readReport } from '../src/cli/read-report.ts'
import { type Count, runProject, tellRest } from '../src/grade/project.ts'
import { readSubmission } from '../src/grade/read-submission.ts'
import { collectRules, isCurrent, OUT_OF_DATE } from '../src/grade/rubric.ts'
import { gradeAndShow } from '../src/grade/show.ts'
import { submittedFolder } from '../src/grade/submitted-folder.ts'
import { root } from '../src/setup/paths.ts'
import { workshop } from '../src/workshop/workshop.ts'

const USAGE = `usage: [SUBMISSION=DIR] npm test
  Runs the unit tests, checks that RUBRIC.md is current, grades submission/ if
  it has files, or else the reference, and checks the report against its schema.

  SUBMISSION  another folder to grade`

const EXAMPLES = ['npm test', 'SUBMISSION=fixtures/reference npm test']

/** One more test, of a file: it fails if `work` throws. */
async function testFile(name: string, work: () => Promise<void>): Promise<Count> {
  try {
    await work()
    return { passed: 1, failed: 0, failures: [], skipped: [] }
  } catch (error) {
    return { passed: 0, failed: 1, failures: [`${name}: ${(error as Error).message}`], skipped: [] }
  }
}

/** The learners' rubric matches the specs. */
const testRubric = () =>
  testFile('RUBRIC.md', async () => {
    if (!isCurrent(workshop, await collectRules(workshop))) throw new Error(OUT_OF_DATE)
  })

/** The report of a real grade follows the published schema. */
const testReport = (folder: string) =>
  testFile('report.json', async () => void readReport(path.join(folder, 'report.json')))

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

async function main(signal: AbortSignal): Promise<number> {
  readCommandLine({ usage: USAGE, examples: EXAMPLES, options: {} }, () => undefined)
  const submission = await readSubmission(await submittedFolder(), workshop)
  const units = await runProject('unit')
  const rubric = await testRubric()
  const out = path.join(root, 'reports', submission.name)
  const report = await gradeAndShow({ workshop, submission, pace: 'fast', out, signal })
  if (signal.aborted) return EXIT.interrupted
  const tests = [units, rubric, await testReport(out)]
  const right = report.checks.filter(({ verdict }) => verdict === 'pass').length
  const missing = report.checks.length === 0 ? 1 : 0
  const broken = sum(tests.map(({ failed }) => failed)) + missing
  const failed = broken + report.checks.length - right
  tellRest({ failures: tests.flatMap(({ failures }) => failures), skipped: units.skipped })
  console.log(`${sum(tests.map(({ passed }) => passed)) + right} passed, ${failed} failed`)
  return broken > 0 && report.gradable ? EXIT.failed : exitCodeOf(report)
}

await runCommand(main)
