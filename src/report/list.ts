import color from 'picocolors'
import type { Rule } from '../verdict/verdict.ts'
import { pointsOf, type Section } from '../verdict/workshop.ts'

/** The checks as a terminal lists them: a block for each section, with points and what a check needs. */
export function renderList(sections: Pick<Section, 'title'>[], rules: Rule[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length))
  const blocks = sections.map(({ title }) => {
    const own = rules.filter(({ section }) => section === title)
    const lines = own.map(({ id, points, needs }) => {
      const needed = needs.length > 0 ? color.dim(`  needs ${needs.join(', ')}`) : ''
      return `  ${id.padEnd(width)}  ${String(points).padStart(2)}${needed}`
    })
    return [`${color.bold(title)}: ${pointsOf(own)} points`, ...lines].join('\n')
  })
  return blocks.join('\n\n')
}
