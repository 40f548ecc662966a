import type { Section } from '../../verdict/workshop.ts'
import { demandOf } from '../demand.ts'
import { objectsOf } from '../inputs.ts'
import { AT_REST, sectionNine } from '../section-nine.ts'
import type { Given } from '../specs.ts'

/** The app that the other headings begin with: the submission's objects, and the workshop's for what it leaves out. */
export const app: Section<Given> = {
  id: 'app',
  title: 'The App of Section 9',
  points: 6,
  offers: 'any manifest, command or values of this section',
  isHandedIn: ({ manifests, commands, values }) =>
    manifests.length > 0 || commands.length > 0 || values !== undefined,
  inputs: async (submission) => objectsOf(await sectionNine(submission)),
  demand: async (submission) => demandOf(await sectionNine(submission), AT_REST),
  needsNodeAlone: false,
  readsMetrics: false,
  usesHelm: false,
  usualSeconds: { fast: 20, workshop: 20 },
  begin: async ({ cluster, submission }) => cluster.apply(await sectionNine(submission)),
}
