import type { Report } from '../report/report.ts'
import type { Row } from './row.ts'

/** The report whose score is the learner's grade, if they have one. */
export const gradeOf = ({ standing, report }: Row) => (standing === 'graded' ? report : undefined)

/** A score scaled to other points than the rubric's, with at most two decimals and a decimal point. */
export function scaleTo(points: number, { score, outOf }: Pick<Report, 'score' | 'outOf'>): string {
  // Whole hundredths until the one division, so that no half is rounded down for want of binary digits.
  return `${Math.round((score * Math.round(points * 100)) / outOf) / 100}`
}

/** The points in a cell, with a decimal point or comma; `undefined` if they are not above 0. */
export function readPoints(cell = ''): number | undefined {
  const points = Number(cell.trim().replace(',', '.'))
  return points > 0 && Number.isFinite(points) ? points : undefined
}
