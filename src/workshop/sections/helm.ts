import { type Amount, sum } from '../../cluster/capacity/amount.ts'
import { installCommand } from '../../submission/find.ts'
import type { Manifest } from '../../submission/manifest.ts'
import type { Submission } from '../../submission/submission.ts'
import type { Section } from '../../verdict/workshop.ts'
import { demandOf } from '../demand.ts'
import { objectsOf, requestOf } from '../inputs.ts'
import { AT_REST, sectionNine, withoutGateway } from '../section-nine.ts'
import type { Given } from '../specs.ts'

/** The requests of the chart's four Pods: it gives each container 100m and 50Mi at most. */
const CHART: Amount = { cpu: 0.35, memory: 350 * 2 ** 20, pods: 4 }

/** The kinds that `kubectl delete deploy,sts,svc,ingress,hpa --all` deletes before the chart is installed; they are not applied. */
const CLEARED_AWAY = ['Deployment', 'StatefulSet', 'Service', 'Ingress', 'HorizontalPodAutoscaler']

/** The app is installed from its chart, in place of what was there. */
export const helm: Section<Given> = {
  id: 'helm',
  title: 'Installing The App with Helm',
  points: 20,
  offers: 'values for Helm, or `helm install` in `commands.sh`',
  isHandedIn: (submission) => submission.values !== undefined || installCommand(submission) !== undefined,
  inputs: async (submission) => [
    objectsOf(await leftBefore(submission)),
    submission.values?.object,
    requestOf(installCommand(submission)),
  ],
  demand: async (submission) => sum([CHART, demandOf(await leftBefore(submission), AT_REST)]),
  needsNodeAlone: false,
  readsMetrics: false,
  usesHelm: true,
  // The median of `npm run bench`, which README.md shows. Only autoscaling has been seen to wait for slower clocks.
  usualSeconds: { fast: 16, workshop: 16 },
  begin: async ({ cluster, submission }) => cluster.apply(await leftBefore(submission)),
}

/** What is left of the app before its chart is installed. */
async function leftBefore(submission: Submission): Promise<Manifest[]> {
  const manifests = withoutGateway(await sectionNine(submission))
  return manifests.filter(({ kind }) => !CLEARED_AWAY.includes(kind))
}
