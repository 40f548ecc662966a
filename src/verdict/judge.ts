import type { TestContext } from 'vitest'
import type { Cluster } from '../cluster/cluster.ts'
import type { Submission } from '../submission/submission.ts'
import { findingOf } from '../waiting/failure.ts'
import { diagnoseCluster } from './health.ts'
import { gradedSection, specRun } from './spec-run.ts'
import type { Outcome } from './verdict.ts'

type Task = TestContext['task']

/** The outcome of a check that need not run, if it need not. */
export function obstacle({ meta }: Task): Outcome | undefined {
  const { ailment, verdicts } = specRun
  if (ailment) return { verdict: 'error', problem: ailment }
  const blockedBy = meta.rule?.needs.find((id) => verdicts.get(id) !== 'pass')
  return blockedBy === undefined ? undefined : { verdict: 'blocked', blockedBy }
}

/**
 * The outcome of a check for which nothing was handed in, with the file that may have held the answer: an
 * ignored file with signs of it, or else a file that could not be parsed, or else one that could not be
 * opened.
 */
export function absence(submission: Submission, isHandedIn: (submission: Submission) => boolean): Outcome {
  const { problems, unread, values: _, ...rest } = submission
  const held = unread.find(({ manifests, commands, values }) =>
    isHandedIn({ ...rest, problems, unread, manifests, commands, ...(values && { values }) }),
  )
  const broken = problems.find(({ severity }) => severity === 'error')
  const closed = unread.find(({ isClosed }) => isClosed)
  const candidate = held ?? (broken && { at: broken.at, why: broken.message }) ?? closed
  if (!candidate) return { verdict: 'absent' }
  const { at, why } = candidate
  return { verdict: 'absent', problem: `${at ? `${at.file}:${at.line}: ` : ''}${why}` }
}

/** The outcome of a check that ran. Before a check counts as failed, the cluster's health is checked. */
export async function judge({ result }: Task, cluster: Cluster, signal: AbortSignal): Promise<Outcome> {
  const error = result?.errors?.[0]
  if (!error) return { verdict: 'pass' }
  const span = { since: result?.startTime ?? Date.now(), readsMetrics: gradedSection().readsMetrics }
  if (!signal.aborted) specRun.ailment = await diagnoseCluster(cluster, span)
  const { ailment } = specRun
  const finding = findingOf(error)
  if (ailment) return { verdict: 'error', problem: finding ? ailment : `${ailment} (${error.message})` }
  return finding ? { verdict: 'fail', finding } : { verdict: 'error', problem: error.message }
}

/** Keeps the outcome of a check, for the report and for the checks that need it. */
export function conclude({ meta }: Task, outcome: Outcome): void {
  meta.outcome = outcome
  if (meta.rule) specRun.verdicts.set(meta.rule.id, outcome.verdict)
}
