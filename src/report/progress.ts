import color from 'picocolors'
import { plainLine } from './inert.ts'

/** How often the lines of a terminal are drawn anew. */
const REDRAW_MS = 1000

/** Is told what goes on in a run. */
export interface Watcher {
  /** Something waits for something now. */
  wait(who: string, what: string): void
  /** Something has ended, with a line to keep. */
  end(who: string, line: string): void
  /** The run is over. */
  close(): void
}

/** What is going on, in lines that a terminal keeps at the bottom, one for each check; elsewhere each wait is a line once. */
export class Progress implements Watcher {
  private readonly waiting = new Map<string, { for: string; since: number }>()
  /** Lines at the bottom that are to be drawn over. */
  private drawn = 0
  private readonly timer: NodeJS.Timeout | undefined
  private readonly stream = process.stderr

  constructor() {
    if (this.stream.isTTY) this.timer = setInterval(() => this.draw(), REDRAW_MS).unref()
  }

  /** Says what something is waiting for now. */
  wait(who: string, what: string): void {
    const seen = plainLine(what)
    this.waiting.set(who, { for: seen, since: Date.now() })
    if (this.timer) this.draw()
    else this.stream.write(`${color.dim(`   ...  ${who}: waiting for ${seen}`)}\n`)
  }

  /** Says that something has ended, with a line to keep. */
  end(who: string, line: string): void {
    this.waiting.delete(who)
    this.clear()
    this.stream.write(`${line}\n`)
    this.draw()
  }

  /** Takes the line away. */
  close(): void {
    clearInterval(this.timer)
    this.clear()
  }

  private draw(): void {
    if (!this.timer) return
    this.clear()
    const width = (this.stream.columns ?? 80) - 1
    const lines = [...this.waiting].map(([who, { for: what, since }]) => {
      const seconds = Math.round((Date.now() - since) / 1000)
      return color.dim(`   ...  ${who} (${seconds} s): ${what}`.slice(0, width))
    })
    this.drawn = lines.length
    this.stream.write(lines.map((line) => `${line}\n`).join(''))
  }

  private clear(): void {
    if (this.timer) this.stream.write('\u001b[1A\u001b[2K'.repeat(this.drawn))
    this.drawn = 0
  }
}
