import xterm from '@xterm/headless'
import type { LiveStream } from './live-lines.ts'

/** A terminal for tests: what is written to the stream is drawn as a terminal draws it. */
export interface SampleTerminal {
  stream: LiveStream
  /** The lines that are seen by now, without empty ones at the end, and the line that the cursor is in. */
  look(): Promise<{ lines: string[]; cursor: number }>
}

/** Opens a terminal of so many columns and rows. */
export function sampleTerminal(columns: number, rows: number): SampleTerminal {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true })
  const write = (text: string | Uint8Array) => {
    terminal.write(text)
    return true
  }
  return {
    stream: { isTTY: true, columns, rows, write },
    async look() {
      await new Promise<void>((resolve) => terminal.write('', resolve))
      const { active } = terminal.buffer
      const rowsSeen = Array.from(
        { length: active.length },
        (_, i) => active.getLine(i)?.translateToString(true) ?? '',
      )
      const last = rowsSeen.findLastIndex((row) => row !== '')
      return { lines: rowsSeen.slice(0, last + 1), cursor: active.baseY + active.cursorY }
    },
  }
}

/** A log for tests: a stream that is no terminal, and what was written to it. */
export function sampleLog(): { stream: LiveStream; text(): string } {
  let written = ''
  const write = (text: string | Uint8Array) => {
    written += text
    return true
  }
  // A file or a pipe has none of a terminal's properties.
  return { stream: { write } as LiveStream, text: () => written }
}
