import { sanitizeLine } from '../../output/sanitize.ts'
import { bySection, type CheckResult, type Report } from '../report.ts'
import { renderPlain, renderProblems } from './plain.ts'

/**
 * A report as Gradescope's `results.json`. All texts are plain, so that nothing in them is Markdown or HTML. Nothing if
 * the run is not gradable: without the file, Gradescope says that the autograder failed, and gives no score.
 */
export function renderGradescope(report: Report): string | undefined {
  const { submission, digest, pace, versions, seconds, score, gradable, problems, checks } = report
  if (!gradable) return undefined
  const results = {
    score,
    execution_time: Math.round(seconds.setup + seconds.cluster + seconds.checks),
    output: renderProblems(problems).join('\n'),
    output_format: 'text',
    test_output_format: 'text',
    test_name_format: 'text',
    visibility: 'visible',
    // It is for the instructors: it has the machine's words too.
    stdout_visibility: 'hidden',
    tests: bySection(checks).flatMap(renderSection),
    extra_data: { submission: sanitizeLine(submission), digest, pace, versions },
  }
  return `${JSON.stringify(results, null, 2)}\n`
}

function renderSection([section, checks]: [string, CheckResult[]], index: number) {
  return checks.map((check, i) => ({
    number: `${index + 1}.${i + 1}`,
    name: sanitizeLine(`${section}: ${check.id}`),
    score: check.points,
    max_score: check.outOf,
    status: check.verdict === 'pass' ? 'passed' : 'failed',
    output: renderPlain(check),
    tags: [check.verdict],
  }))
}
