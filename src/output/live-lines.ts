import { createLogUpdate } from 'log-update'
import { type Display, displayOf, eventDisplayOf, isRedrawable } from './display.ts'
import { takeLines } from './whole-lines.ts'

/** How often the lines of a terminal are drawn anew. */
const REDRAW_MS = 1000

/** What lines are drawn on: a terminal, a file or a pipe. */
export type LiveStream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows' | 'write'>

/**
 * Lines that stay, and below them, on a terminal, a block that is drawn over as long as the run goes on. What others
 * write to the terminal meanwhile stands above the block too. The cursor is never hidden, so that no end of the process
 * leaves a terminal without one.
 */
export class LiveLines {
  private readonly write: LiveStream['write']
  private readonly block: ReturnType<typeof createLogUpdate>
  private readonly timer: NodeJS.Timeout | undefined
  private readonly undo: (() => void)[] = []

  /** `render` is asked for the lines of the block; `beside` is another stream to the same terminal. */
  constructor(
    private readonly render: (display: Display) => string[],
    private readonly stream: LiveStream = process.stderr,
    beside: LiveStream = process.stdout,
  ) {
    this.write = stream.write.bind(stream)
    // The stream as it is, but for what its `write` becomes below.
    this.block = createLogUpdate(Object.create(stream, { write: { value: this.write } }), {
      showCursor: true,
    })
    if (!isRedrawable(stream)) return
    this.timer = setInterval(() => this.draw(), REDRAW_MS).unref()
    for (const one of [stream, beside]) {
      const write = one.write.bind(one)
      if (one.isTTY) this.undo.push(takeLines(one, (lines) => this.above(() => write(lines))))
    }
  }

  /** Whether there is a block; if not, its content must be printed otherwise. */
  get isLive(): boolean {
    return this.undo.length > 0
  }

  /** How texts are shown here now; a terminal may become wider or narrower at any time. */
  get display(): Display {
    return displayOf(this.stream)
  }

  /** How the words of an event are shown here now. */
  get eventDisplay(): Display {
    return eventDisplayOf(this.stream)
  }

  /** Writes lines that stay. */
  keep(lines: string): void {
    this.above(() => this.write(`${lines}\n`))
  }

  /** Draws the block as it is now. */
  draw(): void {
    if (this.isLive) this.block(this.render(this.display).join('\n'))
  }

  /** Takes the block away. */
  close(): void {
    clearInterval(this.timer)
    if (this.isLive) this.block.clear()
    for (const undo of this.undo.splice(0)) undo()
  }

  private above(write: () => void): void {
    if (this.isLive) this.block.clear()
    write()
    this.draw()
  }
}
