import { sanitizeLine } from '../output/sanitize.ts'
import type { Position } from '../submission/position.ts'

/** Columns of a quoted line. */
const WIDEST = 80

/** Characters that a terminal draws two columns wide: most East Asian characters, and emoji. */
const TWO_COLUMNS =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3ffff}]|\p{Emoji_Presentation}/u

/** Characters that a terminal draws onto the one before. */
const NO_COLUMN = /\p{M}/u

/**
 * A line of the learner's with its number, and below it a caret under the column; nothing for an empty line. A long
 * line is cut round the caret, its indentation first.
 */
export function quote({ line, column, text }: Omit<Position, 'file'>): string[] {
  const seen = sanitizeLine(text).trimEnd()
  if (seen === '') return []
  const caret = cellsOf(seen.slice(0, column - 1)).length
  const { kept, from } = cut(cellsOf(seen), caret)
  const quoted = `${line} │ ${kept.join('')}`
  // What stands beyond the part of the line that was kept is not pointed at.
  if (column - 1 > seen.length) return [quoted]
  return [quoted, `${' '.repeat(`${line}`.length)} │ ${' '.repeat(caret - from)}^`]
}

/** A line as it is seen, as wide as a quoted one; a longer one loses its end. */
export const cutLine = (text: string) => cut(cellsOf(sanitizeLine(text).trimEnd()), 0).kept.join('')

/** As much of a line as is quoted, and where in the line that begins. */
function cut(cells: string[], caret: number): { kept: string[]; from: number } {
  if (cells.length <= WIDEST) return { kept: cells, from: 0 }
  const indentation = cells.findIndex((cell) => cell !== ' ')
  const round = Math.max(indentation, Math.min(caret - WIDEST / 2, cells.length - WIDEST))
  const from = Math.min(round, caret)
  const kept = cells.slice(from, from + WIDEST)
  if (from > indentation) kept[0] = '…'
  if (from + WIDEST < cells.length) kept[WIDEST - 1] = '…'
  return { kept, from }
}

/** A text by columns: a wide character is followed by an empty one, an accent is with its letter. */
function cellsOf(text: string): string[] {
  const cells: string[] = []
  for (const sign of text) {
    if (NO_COLUMN.test(sign)) cells.push(`${cells.pop() ?? ''}${sign}`)
    else cells.push(sign, ...(TWO_COLUMNS.test(sign) ? [''] : []))
  }
  return cells
}
