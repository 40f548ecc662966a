import type { Section } from '../../verdict/workshop.ts'
import { demandOf } from '../demand.ts'
import { objectsOf } from '../inputs.ts'
import { scalesApi, sectionNine } from '../section-nine.ts'
import type { Given } from '../specs.ts'

/** The most replicas that a check asks for where there is room for all. */
const SCALED_TO = 4

/** The API is scaled by hand: to what fits, and to more. */
export const scaling: Section<Given> = {
  id: 'scaling',
  title: 'Scaling',
  points: 15,
  offers: 'your own Deployment nanomon-api, or `kubectl scale` in `commands.sh`',
  isHandedIn: scalesApi,
  inputs: async (submission) => objectsOf(await sectionNine(submission)),
  demand: async (submission) => demandOf(await sectionNine(submission), SCALED_TO),
  needsNodeAlone: true,
  readsMetrics: false,
  usesHelm: false,
  // The median of `npm run bench`, which README.md shows. Only autoscaling has been seen to wait for slower clocks.
  usualSeconds: { fast: 72, workshop: 72 },
  begin: async ({ cluster, submission }) => cluster.apply(await sectionNine(submission)),
}
