import type { Pace } from '../cluster/pace.ts'
import { truncate } from '../output/columns.ts'
import type { Display } from '../output/display.ts'
import { LiveLines, type LiveStream } from '../output/live-lines.ts'
import { sanitizeLine } from '../output/sanitize.ts'
import type { Rule } from '../verdict/verdict.ts'
import type { Section } from '../verdict/workshop.ts'
import { clock } from './estimate.ts'
import { renderBlock } from './live-block.ts'
import type { CheckResult } from './report.ts'
import type { SectionProgress } from './section-progress.ts'
import { renderLine } from './terminal.ts'

/** Receives the progress of a run. */
export interface GradeWatcher {
  /** These checks are to come: their spec was loaded. */
  expect(rules: Rule[]): void
  /** A check begins. */
  begin(check: string): void
  /** A check waits for something now. */
  wait(check: string, what: string): void
  /** A check has ended. */
  end(result: CheckResult): void
  /** The run is over, or was interrupted; later calls print nothing. */
  close(): void
}

/** Shows nothing. */
export const UNWATCHED: GradeWatcher = { expect() {}, begin() {}, wait() {}, end() {}, close() {} }

/** Columns of the time before a line of a log. */
const TIME = 8

/**
 * Shows the progress of a run: on a terminal a line for each check that has ended, and below them one block that is
 * drawn over; in a log a line for each event, with the time since the run began.
 */
export class Progress implements GradeWatcher {
  private readonly started = Date.now()
  private readonly sections: SectionProgress[]
  private readonly lines: LiveLines
  private isClosed = false

  /** The run is of these sections, at this pace. The `streams` are standard error and standard output if not given. */
  constructor(graded: Pick<Section, 'title' | 'usualSeconds'>[], pace: Pace, ...streams: LiveStream[]) {
    this.sections = graded.map(({ title, usualSeconds }) => ({
      title,
      usualSeconds: usualSeconds?.[pace],
      checks: new Set(),
      ended: new Set(),
    }))
    this.lines = new LiveLines(({ columns, color }) => this.renderBlock(columns).map(color.dim), ...streams)
  }

  expect(rules: Rule[]): void {
    for (const { id, section } of rules) this.sections.find(({ title }) => title === section)?.checks.add(id)
    this.lines.draw()
  }

  begin(check: string): void {
    const section = this.sectionOf(check)
    if (section) section.begun ??= Date.now()
    this.doNow(check, check)
  }

  wait(check: string, what: string): void {
    const seen = sanitizeLine(what)
    this.doNow(check, seen)
    if (!this.lines.isLive)
      this.log(({ columns, color }) => color.dim(truncate(`...      ${check}: waiting for ${seen}`, columns)))
  }

  end(result: CheckResult): void {
    const section = this.sectionOf(result.id)
    section?.ended.add(result.id)
    if (section) section.doing = undefined
    this.log((display) => renderLine(result, display))
  }

  close(): void {
    this.isClosed = true
    this.lines.close()
  }

  private sectionOf(check: string): SectionProgress | undefined {
    return this.sections.find(({ checks }) => checks.has(check))
  }

  private doNow(check: string, what: string): void {
    const section = this.sectionOf(check)
    if (section) section.doing = { what, since: Date.now() }
    this.lines.draw()
  }

  /** Writes a line that stays, in a log with the time. */
  private log(render: (display: Display) => string): void {
    if (this.isClosed) return
    const { isLive, display } = this.lines
    const time = clock(Date.now() - this.started).padStart(TIME - 2)
    const line = render(isLive ? display : { ...display, columns: display.columns - TIME })
    this.lines.keep(isLive ? line : `${display.color.dim(time)}  ${line}`)
  }

  private renderBlock(columns: number): string[] {
    return renderBlock(this.sections, { started: this.started, now: Date.now() }, columns)
  }
}
