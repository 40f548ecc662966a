import type { Pace } from '../cluster/pace.ts'
import { type Cluster, startCluster } from '../cluster/start.ts'
import type { Setup } from '../setup/setup.ts'
import { type StepNumber, step } from '../setup/step.ts'
import { usesGateway } from '../submission/find.ts'
import type { Submission } from '../submission/submission.ts'
import type { Section } from '../verdict/workshop.ts'

/** What a cluster is started for. */
export interface Use {
  sections: Section[]
  submission: Submission
  /** Whether the submission may become another one while the cluster runs. */
  mayChange?: boolean
}

/** Starts a cluster with what is used of it, as a step of the set-up, with its number if it is the only one. */
export function startFor(
  { sections, submission, mayChange = false }: Use,
  setup: Setup,
  pace: Pace,
  signal: AbortSignal,
  number?: StepNumber,
): Promise<Cluster> {
  const needs = {
    helm: sections.some(({ usesHelm }) => usesHelm),
    gateway: mayChange || usesGateway(submission),
  }
  return step(
    'cluster',
    () => startCluster(setup, pace, signal, needs),
    ({ address }) => `Kubernetes ${address.kubernetes}, pace ${pace}`,
    number,
  )
}
