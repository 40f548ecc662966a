import { EXIT } from '../cli/exit.ts'
import type { Row } from '../gradebook/row.ts'
import { sanitizeLine } from '../output/sanitize.ts'

/** The exit code of a batch: as for one grade, not gradable where any row is not, or has not been graded. */
export function exitCodeOf(rows: Row[]): number {
  const standings = rows.map(({ standing }) => standing)
  if (standings.includes('not gradable') || standings.includes('not graded yet')) return EXIT.notGradable
  const isFull = ({ report }: Row) => report !== undefined && report.score === report.outOf
  return rows.every(isFull) ? EXIT.passed : EXIT.failed
}

/** What a batch came to: how many have which standing, and each that has no grade, with the reason. */
export function summarise(rows: Row[]): string {
  const standings = [...new Set(rows.map(({ standing }) => standing))]
  const counts = standings.map((one) => `${rows.filter(({ standing }) => standing === one).length} ${one}`)
  const without = rows.filter(({ standing }) => standing !== 'graded')
  const lines = without.map(
    ({ learner, standing, why = '' }) => `  ${learner.id}  ${standing}: ${sanitizeLine(why)}`,
  )
  return [`${rows.length} learners: ${counts.join(', ')}`, ...lines].join('\n')
}
