import { hang, truncate } from '../output/columns.ts'
import { LiveLines, type LiveStream } from '../output/live-lines.ts'
import { sanitizeLine } from '../output/sanitize.ts'
import type { BatchWatcher } from './watcher.ts'

/** Columns of the bar. */
const BAR = 30

/** Columns before the further lines of a text. */
const INDENT = 6

/**
 * Shows what each grade does, and a bar with the time left; in a log, a line when a grade begins and when it
 * ends.
 */
export class BatchProgress implements BatchWatcher {
  private readonly started = Date.now()
  private readonly doing = new Map<string, string>()
  private expected = 0
  private ended = 0
  private readonly lines: LiveLines

  constructor(...streams: LiveStream[]) {
    this.lines = new LiveLines(
      ({ columns, color }) => {
        const rows = [...this.doing].map(([id, what]) => truncate(`   ...  ${id}: ${what}`, columns))
        return [...rows, renderBar(this.ended, this.expected, Date.now() - this.started)].map(color.dim)
      },
      ...streams,
    )
  }

  expect(grades: number): void {
    this.expected += grades
    this.lines.draw()
  }

  start(id: string): void {
    this.doing.set(id, 'starting its cluster')
    if (this.lines.isLive) this.lines.draw()
    else this.lines.keep(this.lines.display.color.dim(`   ...  ${id}`))
  }

  wait(id: string, check: string, what: string): void {
    this.doing.set(id, sanitizeLine(`${check}: ${what}`))
    this.lines.draw()
  }

  end(id: string, outcome: string): void {
    this.doing.delete(id)
    if (!id.startsWith('.')) this.ended++
    const { columns, color } = this.lines.eventDisplay
    const count = `${this.ended}/${this.expected}`
    const left = renderLeft(this.ended, this.expected, Date.now() - this.started)
    const behind = this.lines.isLive ? '' : color.dim(`  ${count}${left && `, ${left}`}`)
    this.lines.keep(hang(`${color.bold(id)}  ${sanitizeLine(outcome)}${behind}`, INDENT, columns))
  }

  note(text: string): void {
    const { columns, color } = this.lines.eventDisplay
    this.lines.keep(`${color.yellow('note')}  ${hang(sanitizeLine(text), INDENT, columns)}`)
  }

  close(): void {
    this.lines.close()
  }
}

/** The progress so far, and the time left at the same speed; `elapsed` in milliseconds. */
export function renderBar(ended: number, expected: number, elapsed: number): string {
  const filled = expected > 0 ? Math.round((BAR * ended) / expected) : 0
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`
  return [`${bar} ${ended}/${expected}`, renderLeft(ended, expected, elapsed)].filter(Boolean).join(', ')
}

function renderLeft(ended: number, expected: number, elapsed: number): string {
  if (ended === 0 || ended >= expected) return ''
  const minutes = Math.ceil(((elapsed / ended) * (expected - ended)) / 60_000)
  return minutes < 90 ? `${minutes} min left` : `${(minutes / 60).toFixed(1)} h left`
}
