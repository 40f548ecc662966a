import { cellsOf } from '../output/columns.ts'
import { sanitizeLine } from '../output/sanitize.ts'
import type { Position } from '../submission/position.ts'

/** The most and the fewest columns of a learner's line that are quoted, however much room there is. */
const WIDEST = 80
const NARROWEST = 10

/**
 * A line of the learner's with its number, and below it a caret under the column; nothing for an empty line. A line
 * that does not fit into so many columns is cut round the caret, its indentation first.
 */
export function quote(
  { line, column, text }: Omit<Position, 'file'>,
  columns: number = Number.POSITIVE_INFINITY,
): string[] {
  const seen = sanitizeLine(text).trimEnd()
  if (seen === '') return []
  const number = `${line} │ `
  const room = Math.max(NARROWEST, Math.min(WIDEST, columns - number.length))
  const caret = cellsOf(seen.slice(0, column - 1)).length
  const { kept, from } = cut(cellsOf(seen), caret, room)
  const quoted = `${number}${kept.join('')}`
  // What stands beyond the part of the line that was kept is not pointed at.
  if (column - 1 > seen.length) return [quoted]
  return [quoted, `${' '.repeat(`${line}`.length)} │ ${' '.repeat(caret - from)}^`]
}

/** A line as it is seen, as wide as a quoted one; a longer one loses its end. */
export const cutLine = (text: string) => cut(cellsOf(sanitizeLine(text).trimEnd()), 0, WIDEST).kept.join('')

/** As much of a line as is quoted, and where in the line that begins. */
function cut(cells: string[], caret: number, room: number): { kept: string[]; from: number } {
  if (cells.length <= room) return { kept: cells, from: 0 }
  const indentation = cells.findIndex((cell) => cell !== ' ')
  const middle = Math.floor(caret - room / 2)
  const round = Math.max(indentation, Math.min(middle, cells.length - room))
  const from = Math.min(round, caret)
  const kept = cells.slice(from, from + room)
  // A character of two columns that is cut in half leaves a space.
  if (from > indentation) kept.splice(0, 2, '…', kept[1] || ' ')
  if (from + room < cells.length) kept.splice(-2, 2, kept.at(-1) === '' ? ' ' : `${kept.at(-2)}`, '…')
  return { kept, from }
}

/** A position in the learner's files, as editors take it. It is never wrapped, so that it can be copied. */
export const placeOf = ({ file, line, column }: Omit<Position, 'text'>) =>
  `${sanitizeLine(file)}:${line}:${column}`
