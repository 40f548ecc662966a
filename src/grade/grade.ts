import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Pace } from '../cluster/pace.ts'
import { type Cluster, startCluster } from '../cluster/start.ts'
import { ensureParts, type Parts } from '../parts/parts.ts'
import { root } from '../parts/places.ts'
import { step } from '../parts/step.ts'
import { type CheckResult, type Report, total } from '../report/report.ts'
import { writeReport } from '../report/write.ts'
import type { Submission } from '../submission/submission.ts'
import { runSpecs } from './run.ts'

/** What to grade, and how. */
export interface Request {
  submission: Submission
  pace: Pace
  /** The folder for the report and its evidence. */
  out: string
  /** Aborted to end the grade early; the cluster is removed all the same. */
  signal: AbortSignal
}

/** An error of ours is given one more cluster before the run is called not gradable. */
const ATTEMPTS = 2

/** Grades a submission: makes what is missing, starts a cluster, runs the specs, writes the report after every check. */
export async function grade(request: Request): Promise<Report> {
  const started = performance.now()
  const parts = await ensureParts(request.signal)
  const setup = secondsSince(started)
  for (let attempt = 1; ; attempt++) {
    const report = await gradeOnce(request, parts, { setup, attempt })
    if (report.gradable || attempt === ATTEMPTS || request.signal.aborted) return report
    process.stderr.write('An error of ours: once more on a new cluster.\n')
  }
}

async function gradeOnce(
  request: Request,
  parts: Parts,
  { setup, attempt }: { setup: number; attempt: number },
): Promise<Report> {
  const { submission, pace, out, signal } = request
  const startedAt = new Date().toISOString()
  const clusterStarted = performance.now()
  const start = () => startCluster(parts, pace, signal)
  const cluster: Cluster = await step(
    'cluster',
    start,
    ({ address }) => `Kubernetes ${address.kubernetes}, pace ${pace}`,
  )
  const seconds = { setup, cluster: secondsSince(clusterStarted), checks: 0 }
  const checksStarted = performance.now()
  const report = (checks: CheckResult[]): Report => ({
    schema: 1,
    submission: submission.name,
    digest: submission.digest,
    pace,
    versions: versions(cluster),
    startedAt,
    seconds: { ...seconds, checks: secondsSince(checksStarted) },
    ...total(checks),
    attempts: attempt,
    problems: submission.problems,
    checks,
  })
  let latest = report([])
  try {
    await runSpecs({ address: cluster.address, submission, reports: out, signal }, (checks) => {
      latest = report(checks)
      writeReport(out, latest)
    })
    return latest
  } finally {
    await cluster.stop()
  }
}

function versions({ address }: Cluster): Report['versions'] {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  return { assay: version, kubernetes: address.kubernetes, nodeImage: address.nodeImage }
}

const secondsSince = (started: number) => Math.round((performance.now() - started) / 100) / 10
