import color from 'picocolors'
import { plainLine } from './inert.ts'

/** How often the line of a terminal is drawn anew. */
const REDRAW_MS = 1000

/** What is going on, on one line that a terminal keeps at the bottom; elsewhere only finished lines are printed. */
export class Progress {
  private readonly waiting = new Map<string, { for: string; since: number }>()
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
    const parts = [...this.waiting].map(
      ([who, { for: what, since }]) => `${who}: ${what} (${Math.round((Date.now() - since) / 1000)} s)`,
    )
    this.clear()
    this.stream.write(color.dim(parts.join(' · ').slice(0, (this.stream.columns ?? 80) - 1)))
  }

  private clear(): void {
    if (this.timer) this.stream.write('\r\u001b[2K')
  }
}
