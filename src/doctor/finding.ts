import color from 'picocolors'
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

const MARKS = { ok: color.green('ok   '), lacks: color.red('LACKS'), note: color.dim('-    ') }

/** Columns of the texts: they end where a narrow terminal does, and begin behind a mark and a name. */
const WIDTH = 80
const INDENT = 23

/** A finding for a terminal of 80 columns: one line, and if it is lacking, the requirement and the remedy. */
export function renderFinding({ mark, name, seen, asked, advice }: Finding): string {
  const head = `${MARKS[mark]}  ${name.padEnd(INDENT - 9)}  `
  const more = [
    ['Needed', asked],
    ['To do', advice],
  ].filter((row): row is [string, string] => mark === 'lacks' && Boolean(row[1]))
  const rows = more.map(([label, text]) => `       ${color.bold(label.padEnd(INDENT - 9))}  ${block(text)}`)
  return [head + block(seen), ...rows].join('\n')
}

const block = (text: string) => wrap(sanitizeLine(text), WIDTH - INDENT).join(`\n${' '.repeat(INDENT)}`)

/** A text in lines of no more characters than this; a longer word has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').filter(Boolean)) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line]
}
