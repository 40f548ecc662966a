import color from 'picocolors'
import { LiveLines } from '../output/live-lines.ts'
import { sanitizeLine } from '../output/sanitize.ts'

/** Is told what goes on in a run. */
export interface GradeWatcher {
  /** Something waits for something now. */
  wait(who: string, what: string): void
  /** Something has ended, with a line to keep. */
  end(who: string, line: string): void
  /** The run is over, or was interrupted: nothing that is told from now on is worth a line. */
  close(): void
}

/** What is going on, in lines that a terminal keeps at the bottom, one for each check; elsewhere each wait is a line once. */
export class Progress implements GradeWatcher {
  private readonly waiting = new Map<string, { for: string; since: number }>()
  private isClosed = false
  private readonly lines = new LiveLines(() =>
    [...this.waiting].map(([who, { for: what, since }]) => {
      const seconds = Math.round((Date.now() - since) / 1000)
      return `   ...  ${who} (${seconds} s): ${what}`
    }),
  )

  /** Says what something is waiting for now. */
  wait(who: string, what: string): void {
    if (this.isClosed) return
    const seen = sanitizeLine(what)
    this.waiting.set(who, { for: seen, since: Date.now() })
    if (this.lines.isLive) this.lines.draw()
    else this.lines.keep(color.dim(`   ...  ${who}: waiting for ${seen}`))
  }

  /** Says that something has ended, with a line to keep. */
  end(who: string, line: string): void {
    if (this.isClosed) return
    this.waiting.delete(who)
    this.lines.keep(line)
  }

  /** Takes the lines away, and says no more. */
  close(): void {
    this.isClosed = true
    this.lines.close()
  }
}
