import color from 'picocolors'

/** Functions that colour a text. */
export type Colors = ReturnType<typeof color.createColors>

/** How texts are shown at the place where they are read. */
export interface Display {
  /** The most columns of a line. Paths may be longer, because nobody could use half of one. */
  columns: number
  color: Colors
}

/** Columns of a line where there is room: as many as a terminal has by custom. In a log they are as many. */
const COLUMNS = 80

/** A narrower terminal has to wrap lines by itself: texts below each other need some room. */
const FEWEST_COLUMNS = 40

/** As a text that a program compares: without colour, in lines as long as they come. */
export const PLAIN: Display = { columns: Infinity, color: color.createColors(false) }

/** The properties of a stream that say how texts look on it. */
export type Screen = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>

/** How texts are shown on a stream. Each stream has an answer of its own, because one of them may be a file. */
export function displayOf(stream: Screen, env: NodeJS.ProcessEnv = process.env): Display {
  return {
    columns: Math.max(FEWEST_COLUMNS, Math.min(COLUMNS, stream.columns || COLUMNS)),
    color: color.createColors(isColoured(stream, env)),
  }
}

/**
 * How the words of an event are shown on a stream, such as an error: in a log on one line, however long, so that it is
 * found as a whole.
 */
export function eventDisplayOf(stream: Screen, env: NodeJS.ProcessEnv = process.env): Display {
  const display = displayOf(stream, env)
  return stream.isTTY ? display : { ...display, columns: Infinity }
}

/** A log is not coloured, not even on CI, unless `FORCE_COLOR` asks for it. `NO_COLOR` wins over everything. */
function isColoured({ isTTY }: Screen, { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (NO_COLOR) return false
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0'
  return Boolean(isTTY) && TERM !== 'dumb'
}

/** Whether lines can be drawn over on a stream: it is a terminal that can, and CI does not keep it as a log. */
export function isRedrawable({ isTTY }: Screen, { CI, TERM }: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(isTTY) && TERM !== 'dumb' && !CI
}
