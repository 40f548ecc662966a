import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { startVitest } from 'vitest/node'
import { runCommand } from '../src/grade/command.ts'
import { EXIT, exitCodeOf } from '../src/grade/exit.ts'
import { collectRules, isCurrent, OUT_OF_DATE } from '../src/grade/rubric.ts'
import { gradeAndShow } from '../src/grade/show.ts'
import { fixture, root } from '../src/parts/places.ts'
import { answerIn } from '../src/submission/answer.ts'
import { loadSubmission } from '../src/submission/submission.ts'

/** In a learner's fork `submission/` is what is tested; in the project itself it is the reference. */
function toBeGraded(): string {
  const own = answerIn(root)
  return existsSync(own) && readdirSync(own).some((name) => !name.startsWith('.'))
    ? own
    : fixture('reference')
}

async function testUnits() {
  const vitest = await startVitest('test', [], { root, watch: false, project: ['unit'] })
  const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()])
  const broken = vitest.state.getTestModules().filter((module) => module.errors().length > 0)
  await vitest.close()
  process.exitCode = 0
  return {
    passed: tests.filter((test) => test.result().state === 'passed').length,
    failed: tests.filter((test) => test.result().state !== 'passed').length + broken.length,
  }
}

/** One test more: the rubric that learners read is that of the specs. */
async function testRubric() {
  const wrong = await collectRules().then(
    (rules) => (isCurrent(rules) ? undefined : OUT_OF_DATE),
    (error: Error) => error,
  )
  if (wrong) console.error(wrong)
  return wrong ? { passed: 0, failed: 1 } : { passed: 1, failed: 0 }
}

async function main(signal: AbortSignal): Promise<number> {
  const submission = await loadSubmission(toBeGraded())
  const units = await testUnits()
  const rubric = await testRubric()
  const report = await gradeAndShow({
    submission,
    pace: 'fast',
    out: path.join(root, 'reports', submission.name),
    signal,
  })
  if (signal.aborted) return EXIT.interrupted
  const right = report.checks.filter(({ verdict }) => verdict === 'pass').length
  const missing = [units.passed + units.failed, report.checks.length].filter((count) => count === 0).length
  const broken = units.failed + rubric.failed + missing
  const failed = broken + report.checks.length - right
  console.log(`${units.passed + rubric.passed + right} passed, ${failed} failed`)
  return broken > 0 && report.gradable ? EXIT.failed : exitCodeOf(report)
}

await runCommand(main)
