import path from 'node:path'
import type { Section } from '../cluster/sections.ts'
import type { Cluster } from '../cluster/start.ts'
import { grade } from '../grade/grade.ts'
import { runSpecs } from '../grade/run.ts'
import type { Parts } from '../parts/parts.ts'
import type { Results } from '../report/collector.ts'
import type { CheckResult } from '../report/report.ts'
import { type Job, lanesFor, work } from './lane.ts'
import type { Subject } from './subject.ts'

/** What came of one subject, each time it was graded. */
export interface Outcome {
  subject: Subject
  checks: CheckResult[]
  /** What went wrong on our side. */
  faults: string[]
  /** The time of its longest section: in a grade they run side by side. */
  seconds: number
}

/** What to grade, and with what. */
export interface Plan {
  subjects: Subject[]
  parts: Parts
  /** The folder for the evidence. */
  out: string
  signal: AbortSignal
}

/** Grades every subject in the sections that it touches, and tells of each as soon as it is done. */
export async function conform(
  { subjects, parts, out, signal }: Plan,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const ending = new AbortController()
  const stop = AbortSignal.any([signal, ending.signal])
  const runs = subjects.map((subject, i) => new Run(subject, `${subject.name}-${i}`, tell))
  for (const run of runs) if (run.subject.sections.length === 0) run.conclude()
  const jobs = runs.flatMap((run) => run.subject.sections.map((section) => run.jobOf(section, out, stop)))
  const lanes = lanesFor(jobs).map((lane) =>
    work(lane, jobs, parts, stop).catch((error: unknown) => {
      ending.abort(error)
      throw error
    }),
  )
  const failed = (await Promise.allSettled(lanes)).find((lane) => lane.status === 'rejected')
  if (failed && !signal.aborted) throw ending.signal.reason
}

/**
 * Grades every subject as a learner's would be: all of it, on a cluster of its own. What sharing clusters and leaving
 * out sections could change, this shows.
 */
export async function conformAlone(
  { subjects, out, signal }: Omit<Plan, 'parts'>,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  for (const [i, subject] of subjects.entries()) {
    if (signal.aborted) return
    const { submission } = subject
    const folder = path.join(out, `${subject.name}-${i}`)
    const { checks, faults, seconds } = await grade({ submission, pace: 'fast', out: folder, signal })
    tell({ subject, checks, faults, seconds: seconds.checks })
  }
}

class Run {
  private readonly results = new Map<Section, Results & { seconds: number }>()

  constructor(
    readonly subject: Subject,
    private readonly id: string,
    private readonly tell: (outcome: Outcome) => void,
  ) {}

  jobOf(section: Section, out: string, signal: AbortSignal): Job {
    return { section, run: (cluster) => this.grade(section, cluster, path.join(out, this.id), signal) }
  }

  private async grade(section: Section, { address, seats }: Cluster, reports: string, signal: AbortSignal) {
    const seat = await seats.open(`${section}-${this.id}`)
    const started = performance.now()
    let latest: Results = { checks: [], refusals: [], faults: ['it did not run'] }
    try {
      const { submission, spec } = this.subject
      const specs = spec === undefined ? {} : { specs: [spec] }
      const run = { address, seats: { [section]: seat }, submission, ...specs, reports, signal }
      await runSpecs(
        run,
        (results) => {
          latest = results
        },
        { wait() {}, end() {}, close() {} },
      )
    } finally {
      await seats.close(seat)
    }
    this.results.set(section, { ...latest, seconds: (performance.now() - started) / 1000 })
    if (this.results.size === this.subject.sections.length) this.conclude()
  }

  /** Tells what came of it, once every section is there. */
  conclude(): void {
    const results = this.subject.sections.flatMap((section) => this.results.get(section) ?? [])
    this.tell({
      subject: this.subject,
      checks: results.flatMap(({ checks }) => checks),
      faults: results.flatMap(({ faults }) => faults),
      seconds: Math.max(0, ...results.map(({ seconds }) => seconds)),
    })
  }
}
