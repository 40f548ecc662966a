import color from 'picocolors'

/** How often the lines of a terminal are drawn anew. */
const REDRAW_MS = 1000

/** Lines that stay, and below them, on a terminal, lines that are drawn over as long as the run goes on. */
export class LiveLines {
  private readonly stream = process.stderr
  private readonly timer: NodeJS.Timeout | undefined
  /** Lines at the bottom that are to be drawn over. */
  private drawn = 0

  /** `render` is asked for the lines at the bottom; each is cut to the width of the terminal. */
  constructor(private readonly render: () => string[]) {
    if (this.stream.isTTY) this.timer = setInterval(() => this.draw(), REDRAW_MS).unref()
  }

  /** Whether the live lines are shown; if not, their content must be printed otherwise. */
  get isLive(): boolean {
    return this.timer !== undefined
  }

  /** Writes a line that stays. */
  keep(line: string): void {
    this.clear()
    this.stream.write(`${line}\n`)
    this.draw()
  }

  /** Redraws the live lines. */
  draw(): void {
    if (!this.timer) return
    this.clear()
    const width = (this.stream.columns || 80) - 1
    const lines = this.render().map((line) => line.slice(0, width))
    this.drawn = lines.length
    this.stream.write(lines.map((line) => `${color.dim(line)}\n`).join(''))
  }

  /** Takes the lines at the bottom away. */
  close(): void {
    clearInterval(this.timer)
    this.clear()
  }

  private clear(): void {
    if (this.timer) this.stream.write('\u001b[1A\u001b[2K'.repeat(this.drawn))
    this.drawn = 0
  }
}
