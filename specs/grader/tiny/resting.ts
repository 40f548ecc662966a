import type { GivenBy } from '../../../src/verdict/check.ts'
import type { test } from '../../../src/verdict/fixtures.ts'
import type { Section } from '../../../src/verdict/workshop.ts'

/** A section that asks for a Deployment of Pods which do nothing. */
export const resting: Section<GivenBy<typeof test>> = {
  id: 'resting',
  title: 'Doing Nothing',
  points: 10,
  offers: 'a Deployment',
  isHandedIn: ({ manifests }) => manifests.some(({ kind }) => kind === 'Deployment'),
  inputs: async ({ manifests }) => manifests.map(({ object }) => object),
  demand: async () => ({ cpu: 0.1, memory: 2 ** 26, pods: 2 }),
  needsNodeAlone: false,
  readsMetrics: false,
  usesHelm: false,
  begin: async ({ cluster, submission }) => cluster.apply(submission.manifests),
}
