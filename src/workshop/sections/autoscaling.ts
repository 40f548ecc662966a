import { autoscale } from '../../matchers/autoscale.ts'
import { autoscaleCommands, manifestsOf } from '../../submission/find.ts'
import { isObject } from '../../submission/json.ts'
import type { Submission } from '../../submission/submission.ts'
import type { Section } from '../../verdict/workshop.ts'
import { demandOf } from '../demand.ts'
import { objectsOf, requestOf } from '../inputs.ts'
import { AT_REST, apiName, sectionNine } from '../section-nine.ts'
import type { Given } from '../specs.ts'

/** The most Pods that the load makes an autoscaler ask for beyond its minimum. */
const BEYOND_MINIMUM = 3

/** The API is scaled by an autoscaler: out under load, and back in. */
export const autoscaling: Section<Given> = {
  id: 'autoscaling',
  title: 'Autoscaling',
  points: 29,
  offers: 'a HorizontalPodAutoscaler, or `kubectl autoscale` in `commands.sh`',
  isHandedIn: (submission) => autoscalersOf(submission).length > 0 || commandOf(submission) !== undefined,
  inputs: async (submission) => [
    objectsOf(await sectionNine(submission)),
    objectsOf(autoscalersOf(submission)),
    requestOf(commandOf(submission)),
  ],
  demand: async (submission) =>
    demandOf(await sectionNine(submission), Math.max(AT_REST, minimumOf(submission)) + BEYOND_MINIMUM),
  needsNodeAlone: false,
  readsMetrics: true,
  usesHelm: false,
  // Six grades in docs/decisions/0035-cost-of-a-grade.md, from the end of the set-up on; a grade at the workshop's pace
  // takes 451 s, and all of it but the start of the cluster is this section.
  usualSeconds: { fast: 70, workshop: 430 },
  async begin({ cluster, submission, terminal }) {
    await cluster.apply(await sectionNine(submission))
    await cluster.apply(autoscalersOf(submission))
    const command = commandOf(submission)
    if (command) await autoscale(cluster, command, terminal)
  },
}

const autoscalersOf = (submission: Submission) => manifestsOf(submission, 'HorizontalPodAutoscaler')

/** The `kubectl autoscale` that is run: the one for the API, or else the first where there is no other autoscaler. */
function commandOf(submission: Submission) {
  const commands = autoscaleCommands(submission)
  const name = apiName(submission)
  const [first] = autoscalersOf(submission).length > 0 ? [] : commands
  return commands.find(({ target }) => target.kind === 'Deployment' && target.name === name) ?? first
}

function minimumOf(submission: Submission): number {
  const written = autoscalersOf(submission).map(({ object }) =>
    isObject(object.spec) ? Number(object.spec.minReplicas ?? 1) : 1,
  )
  return Math.max(...written.filter(Number.isFinite), commandOf(submission)?.min ?? 1)
}
