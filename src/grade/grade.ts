import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Refusal } from '../cluster/cluster.ts'
import type { Pace } from '../cluster/pace.ts'
import type { Cluster } from '../cluster/start.ts'
import { problemOfRefusal } from '../diagnosis/refused-manifests.ts'
import { withLinesAround } from '../report/around.ts'
import type { Results } from '../report/collector.ts'
import { type GradeWatcher, Progress } from '../report/progress.ts'
import { type Report, total } from '../report/report.ts'
import { clearReport, writeReport } from '../report/write.ts'
import { ensureSetup, type Setup } from '../setup/setup.ts'
import { assayVersion } from '../setup/version.ts'
import type { Problem } from '../submission/problem.ts'
import { readTexts, type Submission } from '../submission/submission.ts'
import { type Section, specOf, type Workshop } from '../verdict/workshop.ts'
import { observeAgain } from './carry-forward.ts'
import { placesIn } from './places.ts'
import { runSpecs } from './run.ts'
import { startFor } from './start-for.ts'

/** A submission to grade, and how. */
export interface GradeRequest {
  workshop: Workshop
  submission: Submission
  /** The sections to grade; all if not given. */
  sections?: Section[]
  pace: Pace
  /** The folder for the report and its evidence. */
  out: string
  /** Aborted to end the grade early; the cluster is removed all the same. */
  signal: AbortSignal
  /** The parts on this machine; if not given, they are looked up, and missing ones are made. */
  setup?: Setup
  /** Awaited between the cluster's start and the checks: in a batch, a cluster boots while another grade is checked. */
  turn?: () => Promise<void>
  /** Whether the cluster stays if a check has failed. */
  keepsFailed?: boolean
  /** Receives the progress; the terminal if not given. */
  watcher?: GradeWatcher
}

/** After a grader error, a second cluster is tried before the run counts as not gradable. */
const ATTEMPTS = 2

/** Grades a submission: makes what is missing, starts a cluster, runs the specs, writes the report after every check. */
export async function grade(request: GradeRequest): Promise<Report> {
  const started = performance.now()
  const setup = request.setup ?? (await ensureSetup(request.workshop.app, request.signal))
  const known = { setupSeconds: secondsSince(started), texts: await textsOf(request.submission) }
  for (let attempt = 1; ; attempt++) {
    const report = await gradeOnce(request, setup, { ...known, attempt })
    if (report.gradable || attempt === ATTEMPTS || request.signal.aborted) return report
    process.stderr.write('Grader error: trying once more on a new cluster.\n')
  }
}

async function gradeOnce(
  request: GradeRequest,
  setup: Setup,
  { setupSeconds, texts, attempt }: { setupSeconds: number; texts: Map<string, string>; attempt: number },
): Promise<Report> {
  const { workshop, submission, sections = workshop.sections, pace, out, signal, turn, watcher } = request
  const startedAt = new Date().toISOString()
  const clusterStarted = performance.now()
  const cluster = await startFor({ sections, submission }, setup, pace, signal, [1, 1])
  const seconds = { setup: setupSeconds, cluster: secondsSince(clusterStarted), checks: 0 }
  const objects = await listObjects(workshop, submission)
  const notes = await workshop.notes(submission)
  let checksStarted = performance.now()
  const report = ({ checks, refusals, faults }: Results): Report => ({
    schema: 1,
    submission: submission.name,
    digest: submission.digest,
    pace,
    versions: versions(cluster),
    images: setup.digests,
    startedAt,
    seconds: { ...seconds, checks: secondsSince(checksStarted) },
    ...total(checks, faults, sections),
    faults,
    attempts: attempt,
    objects,
    problems: problemsOf(submission, notes, refusals),
    checks: checks.map((check) => withLinesAround(check, texts)),
  })
  let latest = report({ checks: [], refusals: [], faults: [] })
  let isKept = false
  try {
    await turn?.()
    checksStarted = performance.now()
    clearReport(out)
    writeReport(out, latest)
    let unwritten: unknown
    let first: Results = { checks: [], refusals: [], faults: [] }
    const keep = (results: Results) => {
      first = results
      latest = report(results)
      try {
        writeReport(out, latest)
      } catch (error) {
        unwritten = error
      }
    }
    const specs = sections.map((section) => specOf(workshop, section))
    const { places, clear } = placesIn(async () => cluster)
    const run = { project: workshop.project, specs, sections, places, submission, reports: out, signal }
    const watch = (watched: Section[]) => watcher ?? new Progress(watched, pace)
    await runSpecs(run, keep, watch(sections))
    // A cluster that is kept shows what has failed.
    if (!signal.aborted && !request.keepsFailed) {
      const results = await observeAgain({ workshop, run, first, clear, keep, watch })
      if (!signal.aborted) keep(results)
    }
    if (unwritten) throw unwritten
    const hasFailed = latest.gradable && latest.checks.some(({ verdict }) => verdict === 'fail')
    if (request.keepsFailed && hasFailed && !signal.aborted) {
      await tellKept(cluster, out)
      isKept = true
    }
    return latest
  } finally {
    if (!isKept) await cluster.stop()
  }
}

/** Keeps a cluster, and says how to look into it and how to remove it. */
async function tellKept(cluster: Cluster, out: string): Promise<void> {
  const kubeconfig = path.join(out, 'kubeconfig')
  await writeFile(kubeconfig, cluster.address.kubeconfig, { mode: 0o600 })
  const remove = await cluster.keep()
  process.stderr.write(
    `The cluster stays. Each heading has its Namespace: kubectl get namespaces.\n  export KUBECONFIG=${kubeconfig}\nRemove it when you have seen enough:\n  ${remove}\n`,
  )
}

/** All problems of the files themselves, besides the checks; the notes are the workshop's. */
export function problemsOf(submission: Submission, notes: Problem[], refusals: Refusal[]): Problem[] {
  return [
    ...submission.problems,
    ...notes,
    ...refusals.map(problemOfRefusal),
    ...submission.skipped.map(
      ({ position, reason }): Problem => ({
        severity: 'note',
        message: `skipped: ${reason}`,
        at: position,
      }),
    ),
  ]
}

/** The learner's texts, if they are still there: without them a report quotes fewer lines. */
const textsOf = ({ root }: Submission) => readTexts(root).catch(() => new Map<string, string>())

async function listObjects(workshop: Workshop, submission: Submission): Promise<Report['objects']> {
  const fromWorkshop = (await workshop.complete(submission)).filter(({ origin }) => origin === 'workshop')
  const named = (manifests: Submission['manifests']) => [
    ...new Set(manifests.map(({ kind, name }) => `${kind} ${name}`)),
  ]
  return { submission: named(submission.manifests), workshop: named(fromWorkshop) }
}

function versions({ address }: Cluster): Report['versions'] {
  return { assay: assayVersion(), kubernetes: address.kubernetes, nodeImage: address.nodeImage }
}

const secondsSince = (started: number) => Math.round((performance.now() - started) / 100) / 10
