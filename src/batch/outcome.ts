import type { Report } from '../report/report.ts'
import type { Handed } from './agenda.ts'
import type { Grade } from './journal.ts'
import type { Ending } from './worker.ts'

/** A grade that has ended, and when its checks began and ended. */
export interface Run {
  /** The name of the Docker engine when the grade was started. */
  engine: string
  startedAt: string
  endedAt: string
  ending: Ending
}

/** The journal's entry for a grade that has ended. */
export function toGrade({ entry, key }: Handed, { startedAt, endedAt, ending }: Run): Grade {
  const common = { kind: 'grade', learner: entry.learner.id, key, startedAt, endedAt } as const
  if (ending.kind !== 'graded') return { ...common, standing: 'not gradable', why: ending.why }
  const { report, ownObjects } = ending
  if (!report.gradable) return { ...common, standing: 'not gradable', why: errorOf(report), report }
  return { ...common, standing: 'graded', report, ownObjects }
}

/** Whether a grade has the full score. */
export function isFull(ending: Ending): boolean {
  return ending.kind === 'graded' && ending.report.gradable && ending.report.score === ending.report.outOf
}

/** A grade in a line. */
export function inWords({ standing, why, report }: Grade): string {
  if (standing !== 'graded' || !report) return `${standing}: ${why}`
  const lost = report.checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)
  return [`${report.score}/${report.outOf}`, ...(lost.length > 0 ? [`lost ${lost.join(', ')}`] : [])].join(
    '  ',
  )
}

/** The grader error of a run that is not gradable. */
function errorOf({ faults, checks }: Report): string {
  const error = checks.find(({ verdict }) => verdict === 'error')
  return faults[0] ?? (error ? `${error.id}: ${error.observed}` : 'checks are missing')
}
