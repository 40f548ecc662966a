import path from 'node:path'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine } from '../src/cli/command-line.ts'
import { EXIT, exitCodeOf } from '../src/cli/exit.ts'
import { type Count, runProject, tellRest } from '../src/grade/project.ts'
import { readSubmission } from '../src/grade/read-submission.ts'
import { collectRules, isCurrent, OUT_OF_DATE } from '../src/grade/rubric.ts'
import { gradeAndShow } from '../src/grade/show.ts'
import { submittedFolder } from '../src/grade/submitted-folder.ts'
import { root } from '../src/setup/paths.ts'
import { workshop } from '../src/workshop/workshop.ts'

const USAGE = `usage: [SUBMISSION=DIR] npm test
  Runs the unit tests, checks that RUBRIC.md is current, and grades submission/
  if it has files, or else the reference.

  SUBMISSION  another folder to grade`

const EXAMPLES = ['npm test', 'SUBMISSION=fixtures/reference npm test']

/** One more test: the learners' rubric matches the specs. */
async function testRubric(): Promise<Count> {
  const wrong = await collectRules(workshop).then(
    (rules) => (isCurrent(workshop, rules) ? undefined : OUT_OF_DATE),
    (error: Error) => error,
  )
  if (!wrong) return { passed: 1, failed: 0, failures: [], skipped: [] }
  return {
    passed: 0,
    failed: 1,
    failures: [`RUBRIC.md: ${wrong instanceof Error ? wrong.message : wrong}`],
    skipped: [],
  }
}

async function main(signal: AbortSignal): Promise<number> {
  readCommandLine({ usage: USAGE, examples: EXAMPLES, options: {} }, () => undefined)
  const submission = await readSubmission(await submittedFolder(), workshop)
  const units = await runProject('unit')
  const rubric = await testRubric()
  const report = await gradeAndShow({
    workshop,
    submission,
    pace: 'fast',
    out: path.join(root, 'reports', submission.name),
    signal,
  })
  if (signal.aborted) return EXIT.interrupted
  const right = report.checks.filter(({ verdict }) => verdict === 'pass').length
  const missing = report.checks.length === 0 ? 1 : 0
  const broken = units.failed + rubric.failed + missing
  const failed = broken + report.checks.length - right
  tellRest({ failures: [...units.failures, ...rubric.failures], skipped: units.skipped })
  console.log(`${units.passed + rubric.passed + right} passed, ${failed} failed`)
  return broken > 0 && report.gradable ? EXIT.failed : exitCodeOf(report)
}

await runCommand(main)
