import { EXIT } from '../cli/exit.ts'
import type { Row } from '../gradebook/row.ts'
import { hang, wrap } from '../output/columns.ts'
import type { Display } from '../output/display.ts'
import { sanitizeLine } from '../output/sanitize.ts'

/** Columns before the further lines of a reason. */
const INDENT = 4

/**
 * The exit code of a batch: as for one grade; not gradable if any row is not gradable or not graded yet. A bonus or a
 * deduction does not count, as it says nothing of what a submission does.
 */
export function exitCodeOf(rows: Row[]): number {
  const standings = rows.map(({ standing }) => standing)
  if (standings.includes('not gradable') || standings.includes('not graded yet')) return EXIT.notGradable
  const isFull = ({ report }: Row) =>
    report !== undefined && (report.policy?.earned ?? report.score) === report.outOf
  return rows.every(isFull) ? EXIT.passed : EXIT.failed
}

/**
 * A summary of a batch: the number of learners of each standing, and all without a grade, with the reason.
 */
export function summarise(rows: Row[], { columns }: Display): string {
  const standings = [...new Set(rows.map(({ standing }) => standing))]
  const counts = standings.map((one) => `${rows.filter(({ standing }) => standing === one).length} ${one}`)
  const without = rows.filter(({ standing }) => standing !== 'graded')
  const lines = without.map(({ learner, standing, why = '' }) => {
    return `  ${hang(`${learner.id}  ${standing}: ${sanitizeLine(why)}`, INDENT, columns)}`
  })
  return [wrap(`${rows.length} learners: ${counts.join(', ')}`, columns), ...lines].flat().join('\n')
}
