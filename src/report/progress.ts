import color from 'picocolors'
import { LiveLines } from '../output/live-lines.ts'
import { sanitizeLine } from '../output/sanitize.ts'

/** Receives the progress of a run. */
export interface GradeWatcher {
  /** Something waits for something now. */
  wait(who: string, what: string): void
  /** Something has ended, with a line to keep. */
  end(who: string, line: string): void
  /** The run is over, or was interrupted; later calls print nothing. */
  close(): void
}

/**
 * Shows the progress: on a terminal one live line for each running check, elsewhere one line for each wait.
 */
export class Progress implements GradeWatcher {
  private readonly waiting = new Map<string, { for: string; since: number }>()
  private isClosed = false
  private readonly lines = new LiveLines(() =>
    [...this.waiting].map(([who, { for: what, since }]) => {
      const seconds = Math.round((Date.now() - since) / 1000)
      return `   ...  ${who} (${seconds} s): ${what}`
    }),
  )

  /** Tells what a check is waiting for now. */
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
