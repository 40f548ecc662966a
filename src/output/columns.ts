import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

/** A text is never squeezed into fewer columns, however narrow a terminal is. */
const NARROWEST = 20

interface Wrapping {
  /** Whether a word that is too long, such as a path, stays whole on a line of its own. If not, it is broken. */
  keepsWords?: boolean
}

/**
 * A text in lines of at most so many columns, 20 at least. Each line of the text is wrapped by itself and keeps its
 * indentation.
 */
export function wrap(text: string, columns: number, { keepsWords = false }: Wrapping = {}): string[] {
  const lines = text.split('\n')
  if (columns === Infinity) return lines
  const room = Math.max(NARROWEST, columns)
  return lines.flatMap((line) => {
    const words = line.trimStart()
    const indentation = ' '.repeat(Math.min(line.length - words.length, room - NARROWEST))
    const wrapped = wrapAnsi(words, room - indentation.length, { hard: !keepsWords })
    return wrapped.split('\n').map((part) => `${indentation}${part}`)
  })
}

/** The same behind a first line that already has `indent` columns: all further lines begin below its end. */
export function hang(text: string, indent: number, columns: number, options?: Wrapping): string {
  return wrap(text, columns - indent, options).join(`\n${' '.repeat(indent)}`)
}

/** A sentence with a path in it, in lines of at most so many columns; the path stays whole, so that it can be copied. */
export const withPaths = (text: string, columns: number) => hang(text, 0, columns, { keepsWords: true })

/** Whether a text of one line has at most so many columns. */
export const fits = (text: string, columns: number) => cellsOf(text).length <= columns

/** A text of one line in at most so many columns; `…` stands for what is left out. */
export function truncate(text: string, columns: number): string {
  const cells = cellsOf(text)
  if (cells.length <= columns) return text
  const kept = cells.slice(0, columns - 1)
  // The second half of a character of two columns cannot be had alone.
  return `${(cells[columns - 1] === '' ? kept.slice(0, -1) : kept).join('')}…`
}

/** A text of one line, filled up with spaces to so many columns, or truncated. */
export function padTo(text: string, columns: number): string {
  const kept = truncate(text, columns)
  return kept + ' '.repeat(Math.max(0, columns - cellsOf(kept).length))
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * A text by the columns of a terminal: an accent is with its letter, and a character of two columns is followed by an
 * empty cell. A character of no columns by itself has one.
 */
export function cellsOf(text: string): string[] {
  return [...segmenter.segment(text)].flatMap(({ segment }) => {
    const width = Math.max(1, stringWidth(segment))
    return [segment, ...Array.from({ length: width - 1 }, () => '')]
  })
}
