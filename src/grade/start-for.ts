import type { Pace } from '../cluster/pace.ts'
import { type Cluster, startCluster } from '../cluster/start.ts'
import type { Setup } from '../setup/setup.ts'
import { type StepNumber, step } from '../setup/step.ts'
import type { Section } from '../verdict/workshop.ts'

/** Starts a cluster with what these sections need, as a step of the set-up, with its number if it is the only one. */
export function startFor(
  sections: Section[],
  setup: Setup,
  pace: Pace,
  signal: AbortSignal,
  number?: StepNumber,
): Promise<Cluster> {
  const needsHelm = sections.some(({ usesHelm }) => usesHelm)
  return step(
    'cluster',
    () => startCluster(setup, pace, signal, needsHelm),
    ({ address }) => `Kubernetes ${address.kubernetes}, pace ${pace}`,
    number,
  )
}
