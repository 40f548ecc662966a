import path from 'node:path'
import type { Cluster } from '../cluster/start.ts'
import { hasFoundationFailed, replacedFor } from '../grade/carry-forward.ts'
import { grade, problemsOf } from '../grade/grade.ts'
import type { Places } from '../grade/guests.ts'
import { runSpecs } from '../grade/run.ts'
import { carryForward } from '../report/carry-forward.ts'
import { errorOf, type Results, together } from '../report/collector.ts'
import { UNWATCHED } from '../report/progress.ts'
import type { CheckResult } from '../report/report.ts'
import type { Setup } from '../setup/setup.ts'
import { usesGateway } from '../submission/find.ts'
import type { Problem } from '../submission/problem.ts'
import type { Submission } from '../submission/submission.ts'
import type { Place } from '../verdict/place.ts'
import { type Section, specOf } from '../verdict/workshop.ts'
import { type Job, work, workersFor } from './cluster-worker.ts'
import { logsOnceSaid } from './pod-logs.ts'
import type { Subject } from './subject.ts'

/** The outcome of one subject, each time it was graded. */
export interface SubjectOutcome {
  subject: Subject
  checks: CheckResult[]
  /** The problems of its files. */
  problems: Problem[]
  /** The logs of an attack's Pods, section by section. */
  logs: string[]
  /** The grader errors. */
  faults: string[]
  /** The grader errors of the first try, if a section was graded again. */
  errors: string[]
  /** The time of its longest section: in a grade they run side by side. */
  seconds: number
}

/** The subjects to grade, and the settings. */
export interface Plan {
  subjects: Subject[]
  setup: Setup
  /** The folder for the evidence. */
  out: string
  signal: AbortSignal
}

/** Grades every subject in the sections that it affects, and reports each as soon as it is done. */
export async function conform(
  { subjects, setup, out, signal }: Plan,
  tell: (outcome: SubjectOutcome) => void,
): Promise<void> {
  const ending = new AbortController()
  const stop = AbortSignal.any([signal, ending.signal])
  const runs = subjects.map((subject, i) => new Run(subject, `${subject.name}-${i}`, tell))
  for (const run of runs) if (run.subject.sections.length === 0) run.conclude()
  const jobs = runs.flatMap((run) => run.subject.sections.map((section) => run.jobOf(section, out, stop)))
  const workers = workersFor(jobs, runs[0]?.subject.workshop.sections ?? []).map((worker) =>
    work(worker, jobs, setup, stop).catch((error: unknown) => {
      ending.abort(error)
      throw error
    }),
  )
  const failed = (await Promise.allSettled(workers)).find((worker) => worker.status === 'rejected')
  if (failed && !signal.aborted) throw ending.signal.reason
  if (signal.aborted) return
  for (const run of runs) run.conclude()
}

/**
 * Grades every subject as a learner's submission: all sections, on its own cluster. Compared with {@link
 * conform}, this shows any effect of sharing clusters and skipping sections.
 */
export async function conformAlone(
  { subjects, setup, out, signal }: Plan,
  tell: (outcome: SubjectOutcome) => void,
): Promise<void> {
  for (const [i, subject] of subjects.entries()) {
    if (signal.aborted) return
    const { workshop, submission } = subject
    const folder = path.join(out, `${subject.name}-${i}`)
    const report = await grade({ workshop, submission, pace: 'fast', out: folder, signal, setup })
    const { checks, problems, faults, seconds, attempts } = report
    const errors = attempts > 1 ? ['an error on the first cluster'] : []
    tell({ subject, checks, problems, logs: [], faults, errors, seconds: seconds.checks })
  }
}

/** A subject being graded, a section at a time. */
class Run {
  private readonly sightings = new Map<string, Sighting>()
  /** The grader errors after which a section was graded again, as in a grade. */
  private readonly errors: string[] = []
  private isTold = false
  /** What comes of each section that was asked for, by its id. */
  private readonly observed = new Map<string, Promise<Sighting>>()

  constructor(
    readonly subject: Subject,
    private readonly id: string,
    private readonly tell: (outcome: SubjectOutcome) => void,
  ) {}

  jobOf(section: Section, out: string, signal: AbortSignal): Job {
    return {
      section,
      isAlone: this.subject.isAlone,
      usesGateway: usesGateway(this.subject.submission),
      run: async (cluster) => {
        const first = await this.observe(section, cluster, out, signal)
        const sighting = await this.carryForward(section, first, cluster, out, signal)
        if (signal.aborted) return
        this.sightings.set(section.id, sighting)
        if (this.sightings.size === this.subject.sections.length) this.conclude()
      },
    }
  }

  /** What comes of a section; it is observed once for all who ask, and a second time after a grader error. */
  private observe(section: Section, cluster: Cluster, out: string, signal: AbortSignal): Promise<Sighting> {
    const known = this.observed.get(section.id)
    if (known) return known
    const observed = this.lookTwice(section, cluster, this.id, out, signal)
    this.observed.set(section.id, observed)
    return observed
  }

  private async lookTwice(
    ...[section, cluster, name, out, signal, replaced]: Parameters<Run['look']>
  ): Promise<Sighting> {
    const sighting = await this.look(section, cluster, name, out, signal, replaced)
    const error = errorOf(sighting)
    if (error === undefined || signal.aborted) return sighting
    this.errors.push(error)
    return this.look(section, cluster, `${name}-again`, out, signal, replaced)
  }

  /** What a grade does with a section where the app that it builds on does not come up. */
  private async carryForward(
    section: Section,
    sighting: Sighting,
    cluster: Cluster,
    out: string,
    signal: AbortSignal,
  ): Promise<Sighting> {
    const { workshop, submission, sections, kind } = this.subject
    const { foundation } = workshop
    if (!foundation || signal.aborted || errorOf(sighting) !== undefined) return sighting
    // What is not among the sections has the reference's input; but for an attack, which may name its sections, and a random
    // sample, which is compared with its origin.
    const isLikeReference = kind !== 'attack' && kind !== 'random' && !sections.includes(foundation.section)
    if (isLikeReference) return sighting
    const replaced = await replacedFor(foundation, section, submission, sighting)
    if (!replaced) return sighting
    const own = await this.observe(foundation.section, cluster, out, signal)
    if (!hasFoundationFailed(foundation, together([own, sighting], workshop.sections))) return sighting
    const again = await this.lookTwice(section, cluster, `${this.id}-ours`, out, signal, replaced)
    return { ...sighting, ...carryForward(sighting, again) }
  }

  private async look(
    section: Section,
    { address, namespaces }: Cluster,
    name: string,
    out: string,
    signal: AbortSignal,
    replaced?: Submission,
  ): Promise<Sighting> {
    const testNamespace = await namespaces.open(`${section.id}-${name}`)
    const reports = path.join(out, name)
    const started = performance.now()
    let latest: Results = { checks: [], refusals: [], faults: ['it did not run'] }
    let logs: string | undefined
    try {
      const { workshop, submission, calibration, defence } = this.subject
      const { project, spec } = calibration ?? { project: workshop.project, spec: specOf(workshop, section) }
      const places = onlyPlace({ address, testNamespace })
      const run = {
        ...{ project, specs: [spec], sections: [section], places, submission, reports, signal },
        ...(replaced && { replaced: { [section.id]: replaced } }),
      }
      const keep = (results: Results) => {
        latest = results
      }
      await runSpecs(run, keep, UNWATCHED)
      if (defence && !signal.aborted)
        logs = await logsOnceSaid(address, testNamespace.namespace, defence.always)
    } finally {
      // Interrupted, the cluster goes as a whole.
      if (!signal.aborted) await namespaces.close(testNamespace)
    }
    return { ...latest, logs, seconds: (performance.now() - started) / 1000 }
  }

  /** Reports the outcome, once: a section that was not graded by then is a fault. */
  conclude(): void {
    if (this.isTold) return
    this.isTold = true
    const { notes, sections, submission } = this.subject
    const sightings = sections.flatMap(({ id }) => this.sightings.get(id) ?? [])
    const untried = sections.filter(({ id }) => !this.sightings.has(id))
    this.tell({
      subject: this.subject,
      checks: sightings.flatMap(({ checks }) => checks),
      problems: problemsOf(submission, notes, together(sightings, sections).refusals),
      logs: sightings.flatMap(({ logs = [] }) => logs),
      faults: [
        ...sightings.flatMap(({ faults }) => faults),
        ...untried.map(({ id }) => `section ${id} was not graded`),
      ],
      errors: this.errors,
      seconds: Math.max(0, ...sightings.map(({ seconds }) => seconds)),
    })
  }
}

/** The Namespace is closed once the logs of its Pods are read. */
const onlyPlace = (place: Place): Places => ({
  prepare: async () => {},
  open: async () => place,
  close: async () => {},
})

type Sighting = Results & { logs: string | undefined; seconds: number }
