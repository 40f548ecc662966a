import { rm } from 'node:fs/promises'
import path from 'node:path'
import pLimit from 'p-limit'
import type { Pace } from '../cluster/pace.ts'
import { NotReady } from '../setup/step.ts'
import type { Handed } from './agenda.ts'
import { readHistory } from './history.ts'
import type { Grade, Journal } from './journal.ts'
import type { Machine } from './machine.ts'
import { inWords, isFull, type Run, toGrade } from './outcome.ts'
import type { Message } from './task.ts'
import type { BatchWatcher } from './watcher.ts'
import type { Worker } from './worker.ts'

/** How to grade. */
export interface Terms {
  pace: Pace
  /** The ids of the sections to grade. */
  sections: string[]
  /** How many grades run their checks at a time; one more cluster boots meanwhile. */
  jobs: number
  /** The reference is graded after this many grades, and at the end. */
  controlEvery: number
  /** The limit for the start of a grade's cluster, and again for its checks, in milliseconds. */
  limitMs: number
}

/**
 * The default number of grades between controls. A failed control costs that many grades, each control one.
 */
export const CONTROL_EVERY = 20

/** The surroundings of a queue. */
export interface Workplace {
  /** The folder of the gradebook. */
  out: string
  /** The folder of the reference, which scores full. */
  reference: string
  journal: Journal
  watcher: BatchWatcher
  /** Aborted to end it early: grades that have not ended by then are not in the journal. */
  signal: AbortSignal
  machine: Machine
  /** Called with every grade, and the folder of what it has written, before it is added to the journal. */
  keepFeedback(one: Handed, grade: Grade, written: string): Promise<void>
  /** Called after every grade that was added to the journal. */
  onGrade(): void
}

/** The batch gives up on the machine after this many failed controls in a row. */
const MOST_FAILED_CONTROLS = 2

/** Names the controls among the grades of a batch; no learner's id begins with a dot. */
const CONTROL = '.control'

/** Grades submissions in order, several at a time, each in its own process and on its own cluster. */
export class Queue {
  private readonly ending = new AbortController()
  private readonly stop: AbortSignal
  private readonly processes: ReturnType<typeof pLimit>
  private readonly turns: ReturnType<typeof pLimit>
  private readonly tasks: Promise<void>[] = []
  private readonly triedAgain = new Set<string>()
  private controls = 0
  private failedControls = 0

  constructor(
    private readonly terms: Terms,
    private readonly place: Workplace,
    /** All submissions, for those that must be graded again. */
    private readonly handed: Map<string, Handed>,
  ) {
    this.stop = AbortSignal.any([place.signal, this.ending.signal])
    this.processes = pLimit(terms.jobs + 1)
    this.turns = pLimit(terms.jobs)
  }

  /**
   * Grades all due submissions, and repeats those that a control does not confirm, until controls have
   * confirmed all. Throws {@link NotReady} if the machine is not fit to grade.
   */
  async grade(due: Handed[]): Promise<void> {
    this.schedule(due)
    // Tasks add tasks; and there may be more to confirm: of a batch that was killed, or graded once more.
    for (let i = 0; i < this.tasks.length || this.mustConfirm(); i++) {
      if (i === this.tasks.length) this.add(() => this.gradeControl())
      await this.tasks[i]
    }
    if (this.ending.signal.aborted) throw this.ending.signal.reason
    await rm(path.join(this.place.out, '.grading'), { recursive: true, force: true })
  }

  private schedule(due: Handed[]): void {
    this.place.watcher.expect(due.length)
    for (const [i, one] of due.entries()) {
      if (i > 0 && i % this.terms.controlEvery === 0) this.add(() => this.gradeControl())
      this.add(() => this.gradeOne(one))
    }
    if (due.length > 0) this.add(() => this.gradeControl())
  }

  private add(task: () => Promise<void>): void {
    const guarded = async () => {
      if (!this.stop.aborted) await task()
    }
    this.tasks.push(this.processes(guarded).catch((error: unknown) => this.ending.abort(error)))
  }

  private gradeOne(one: Handed): Promise<void> {
    return this.run(one.entry.learner.id, one.directory, (run) => this.endOne(one, run))
  }

  private async endOne(one: Handed, run: Run): Promise<void> {
    const { id } = one.entry.learner
    const grade = toGrade(one, run)
    if (grade.standing !== 'graded' && (await this.tryAgain(id, run, () => this.gradeOne(one)))) return
    await this.place.keepFeedback(one, grade, this.folderOf(id))
    this.keep(grade)
  }

  /** Grades it once more where Docker was gone meanwhile, which is nobody's answer; returns whether it does. Throws {@link NotReady} as {@link Machine.engine} does. */
  private async tryAgain(name: string, { engine }: Run, again: () => Promise<void>): Promise<boolean> {
    const { machine, out, watcher } = this.place
    if ((await machine.engine(out, this.stop)) === engine || this.triedAgain.has(name)) return false
    this.triedAgain.add(name)
    watcher.note(`Docker stopped while ${name} was graded, and is running again: ${name} is graded again.`)
    this.add(again)
    return true
  }

  private keep(grade: Grade): void {
    this.place.journal.add(grade)
    this.place.watcher.end(grade.learner, inWords(grade))
    this.place.onGrade()
  }

  private gradeControl(): Promise<void> {
    const id = `${CONTROL}-${++this.controls}`
    return this.run(id, this.place.reference, (run) => this.endControl(id, run))
  }

  private async endControl(id: string, run: Run): Promise<void> {
    const { ending, endedAt } = run
    if (!isFull(ending) && (await this.tryAgain('the reference', run, () => this.gradeControl()))) return
    const { journal, watcher } = this.place
    const unconfirmed = this.unconfirmed()
    const said = ending.kind === 'graded' ? `${ending.report.score}/${ending.report.outOf}` : ending.why
    journal.add({ kind: 'control', isFull: isFull(ending), said, endedAt })
    watcher.end(id, said)
    this.failedControls = isFull(ending) ? 0 : this.failedControls + 1
    if (this.failedControls === 0) return
    this.place.onGrade()
    if (this.failedControls === MOST_FAILED_CONTROLS)
      throw new NotReady(
        `The reference, graded as a control, did not score full ${MOST_FAILED_CONTROLS} times in a row (${said}): this machine is not fit to grade. ` +
          `Grades since its last full score do not count. Its report is in ${this.folderOf(id)}; run the same command again when the machine is fit.`,
      )
    watcher.note(
      `The reference, graded as a control, did not score full (${said}): everything graded since its last full score is graded again.`,
    )
    this.schedule(unconfirmed.flatMap((id) => this.handed.get(id) ?? []))
  }

  /** Turns are taken in the queue's order, whichever cluster is up first, and last until what came of it is kept. */
  private run(id: string, directory: string, keep: (run: Run) => Promise<void>): Promise<void> {
    const starting = this.start(id, directory)
    // It is awaited when its turn comes, and may have failed long before.
    starting.catch(() => undefined)
    return this.turns(async () => {
      const { engine, worker } = await starting
      const startedAt = new Date().toISOString()
      const ending = await worker.finish()
      const endedAt = new Date().toISOString()
      if (ending.kind !== 'interrupted') await keep({ engine, startedAt, endedAt, ending })
    })
  }

  private async start(id: string, directory: string): Promise<{ engine: string; worker: Worker }> {
    const { pace, sections, limitMs } = this.terms
    const { machine } = this.place
    const engine = await machine.engine(this.place.out, this.stop)
    const out = this.folderOf(id)
    await rm(out, { recursive: true, force: true })
    this.place.watcher.start(id)
    const listen = (message: Message) => {
      if (message.kind === 'waiting') this.place.watcher.wait(id, message.check, message.for)
    }
    const running = { limitMs, signal: this.stop, listen }
    return { engine, worker: machine.start({ directory, out, pace, sections }, running) }
  }

  /** The folder for the report of a grade that has not ended. */
  private folderOf(id: string): string {
    return path.join(this.place.out, '.grading', id)
  }

  private mustConfirm(): boolean {
    return !this.stop.aborted && this.unconfirmed().length > 0
  }

  private unconfirmed(): string[] {
    return readHistory(this.place.journal.entries).unconfirmed
  }
}
