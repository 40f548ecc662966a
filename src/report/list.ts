import { hang } from '../output/columns.ts'
import type { Display } from '../output/display.ts'
import type { Rule } from '../verdict/verdict.ts'
import { pointsOf, type Section } from '../verdict/workshop.ts'

/** The checks as a terminal lists them: a block for each section, with points and what a check needs. */
export function renderList(
  sections: Pick<Section, 'title'>[],
  rules: Rule[],
  { columns, color }: Display,
): string {
  const width = Math.max(...rules.map(({ id }) => id.length))
  const blocks = sections.map(({ title }) => {
    const own = rules.filter(({ section }) => section === title)
    const lines = own.map(({ id, points, needs }) => {
      const line = `  ${id.padEnd(width)}  ${String(points).padStart(2)}`
      if (needs.length === 0) return line
      const indent = line.length + 2
      return `${line}  ${color.dim(hang(`needs ${needs.join(', ')}`, indent, columns))}`
    })
    return [`${color.bold(title)}: ${pointsOf(own)} points`, ...lines].join('\n')
  })
  return blocks.join('\n\n')
}
