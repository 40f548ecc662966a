import { withPaths } from '../output/columns.ts'
import { displayOf } from '../output/display.ts'
import { writePage } from '../page/write.ts'
import { fenced, withCommandsStopped, writeGitHub } from '../report/github.ts'
import type { Report } from '../report/report.ts'
import { renderProblem, renderTerminal } from '../report/terminal.ts'
import { type GradeRequest, grade } from './grade.ts'

/** Grades a submission and shows the report on the terminal, and on GitHub's pages if this runs there. */
export async function gradeAndShow(request: GradeRequest): Promise<Report> {
  const report = await withCommandsStopped(() => {
    const display = displayOf(process.stderr)
    for (const problem of request.submission.problems) console.error(renderProblem(problem, display))
    return grade(request)
  })
  if (request.signal.aborted) return report
  const display = displayOf(process.stdout)
  const tell = (line: string) => console.log(withPaths(line, display.columns))
  console.log(fenced(`\n${renderTerminal(report, display)}`))
  tell(`The report and its evidence are in ${request.out}`)
  tell(`As a page: ${await writePage(request.out, report)}`)
  writeGitHub(report, request.submission.root)
  return report
}
