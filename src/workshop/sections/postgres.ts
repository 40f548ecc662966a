import { manifestsOf } from '../../submission/find.ts'
import type { Section } from '../../verdict/workshop.ts'
import { demandOf } from '../demand.ts'
import { objectsOf } from '../inputs.ts'
import { deletedDeployments } from '../section-nine/old-deployment.ts'
import { AT_REST, databaseName, runsPostgres, sectionNine } from '../section-nine.ts'
import type { Given } from '../specs.ts'

/** The database becomes a StatefulSet whose data outlives its Pod. */
export const postgres: Section<Given> = {
  id: 'postgres',
  title: 'Improving The PostgreSQL Backend',
  points: 30,
  offers: 'a StatefulSet, a PersistentVolumeClaim, or a Deployment that runs PostgreSQL',
  isHandedIn: (submission) =>
    manifestsOf(submission, 'StatefulSet', 'PersistentVolumeClaim').length > 0 ||
    submission.manifests.some(runsPostgres),
  inputs: async (submission) => [
    objectsOf(await sectionNine(submission)),
    objectsOf(manifestsOf(submission, 'StatefulSet')),
    deletedDeployments(submission),
    databaseName(submission),
  ],
  demand: async (submission) =>
    demandOf([...(await sectionNine(submission)), ...manifestsOf(submission, 'StatefulSet')], AT_REST),
  needsNodeAlone: false,
  readsMetrics: false,
  usesHelm: false,
  // The median of `npm run bench`, which README.md shows. Only autoscaling has been seen to wait for slower clocks.
  usualSeconds: { fast: 37, workshop: 37 },
  async begin({ cluster, kubectl, submission }) {
    await cluster.apply(await sectionNine(submission))
    const deleted = deletedDeployments(submission)
    if (deleted.length > 0)
      await kubectl(`delete deployment ${deleted.join(' ')} --wait=false --ignore-not-found`)
    await cluster.apply(manifestsOf(submission, 'StatefulSet'))
  },
}
