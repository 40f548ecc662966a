import { cellsOf, padTo, truncate } from '../output/columns.ts'
import { clock, estimateRest } from './estimate.ts'
import { isOver, type SectionProgress } from './section-progress.ts'

/** Columns of a title at most: what the section does is worth more room. */
const TITLE = 24

/** Columns of a number of checks, and of a time. */
const NUMBER = 7

/**
 * The block at the bottom of a terminal: a line for each section, with what it does and for how long, and a last one
 * with the time since the run has `started` and an estimate of the rest.
 */
export function renderBlock(
  sections: SectionProgress[],
  { started, now }: { started: number; now: number },
  columns: number,
): string[] {
  const width = Math.min(TITLE, Math.max(0, ...sections.map(({ title }) => cellsOf(title).length)))
  const rows = sections.map((section) => {
    const { title, ended, checks } = section
    // Before its spec is loaded, nobody knows how many there are.
    const count = (checks.size > 0 ? `${ended.size}/${checks.size}` : '').padStart(NUMBER)
    return truncate(`${padTo(title, width)}${count}${renderDoing(section, now)}`, columns)
  })
  return [...rows, [clock(now - started), estimateRest(sections, now)].filter(Boolean).join(', ')]
}

function renderDoing(section: SectionProgress, now: number): string {
  const { begun, doing } = section
  const space = ' '.repeat(NUMBER + 2)
  if (isOver(section)) return `${space}done`
  if (begun === undefined) return `${space}not begun yet`
  return doing ? `${clock(now - doing.since).padStart(NUMBER)}  ${doing.what}` : ''
}
