import type { Report } from '../report/report.ts'
import type { Row } from './row.ts'

/** The report whose score is the learner's grade, if they have one. */
export const gradeOf = ({ standing, report }: Row) => (standing === 'graded' ? report : undefined)

/** A score as points out of other than the rubric's, with two decimals at most and a point before them. */
export function scaleTo(points: number, { score, outOf }: Pick<Report, 'score' | 'outOf'>): string {
  // Whole hundredths until the one division, so that no half is rounded down for want of binary digits.
  return `${Math.round((score * Math.round(points * 100)) / outOf) / 100}`
}

/** The points that a cell holds, whose decimals stand behind a point or a comma; `undefined` where it is not above 0. */
export function readPoints(cell = ''): number | undefined {
  const points = Number(cell.trim().replace(',', '.'))
  return points > 0 && Number.isFinite(points) ? points : undefined
}
