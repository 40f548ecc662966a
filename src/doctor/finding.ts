import { hang } from '../output/columns.ts'
import type { Display } from '../output/display.ts'
import { sanitizeLine } from '../output/sanitize.ts'

/** The result of one examination: ok, lacking, or a note that nothing depends on. */
export interface Finding {
  mark: 'ok' | 'lacks' | 'note'
  name: string
  /** What was found. */
  seen: string
  /** The requirement, if it is lacking. */
  asked?: string
  /** What to do, if it is lacking. */
  advice?: string
}

/** Columns before the texts: those of a mark and a name. */
const INDENT = 23

/** A finding for a terminal: what was found, and if it is lacking, the requirement and the remedy. */
export function renderFinding({ mark, name, seen, asked, advice }: Finding, display: Display): string {
  const { columns, color } = display
  const marks = { ok: color.green('ok   '), lacks: color.red('LACKS'), note: color.dim('-    ') }
  const block = (text: string) => hang(sanitizeLine(text), INDENT, columns, { keepsWords: true })
  const head = `${marks[mark]}  ${name.padEnd(INDENT - 9)}  `
  const more = [
    ['Needed', asked],
    ['To do', advice],
  ].filter((row): row is [string, string] => mark === 'lacks' && Boolean(row[1]))
  const rows = more.map(([label, text]) => `       ${color.bold(label.padEnd(INDENT - 9))}  ${block(text)}`)
  return [head + block(seen), ...rows].join('\n')
}
