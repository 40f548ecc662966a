import { writePage } from '../page/write.ts'
import { fenced, withCommandsStopped, writeGitHub } from '../report/github.ts'
import type { Report } from '../report/report.ts'
import { renderProblem, renderTerminal } from '../report/terminal.ts'
import { type GradeRequest, grade } from './grade.ts'

/** Grades a submission and shows the report on the terminal, and on GitHub's pages if this runs there. */
export async function gradeAndShow(request: GradeRequest): Promise<Report> {
  const report = await withCommandsStopped(() => {
    for (const problem of request.submission.problems) console.error(renderProblem(problem))
    return grade(request)
  })
  if (request.signal.aborted) return report
  console.log(fenced(`\n${renderTerminal(report)}`))
  console.log(`The report and its evidence are in ${request.out}`)
  console.log(`As a page: ${await writePage(request.out, report)}`)
  writeGitHub(report, request.submission.root)
  return report
}
