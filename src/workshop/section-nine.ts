import { fixture } from '../setup/paths.ts'
import type { Command } from '../submission/command.ts'
import { completeWith } from '../submission/desired.ts'
import { GATEWAY_KINDS, manifestsOf } from '../submission/find.ts'
import { isObject, type JsonObject } from '../submission/json.ts'
import type { Manifest } from '../submission/manifest.ts'
import { locate } from '../submission/position.ts'
import type { Problem } from '../submission/problem.ts'
import { loadManifests, type Submission } from '../submission/submission.ts'
import { giveWay } from './section-nine/give-way.ts'
import { nameOfApi } from './section-nine/names.ts'
import { abandonedDeployment, noteAbandoned } from './section-nine/old-deployment.ts'
import { partOf } from './section-nine/parts.ts'
import { withResourcesOf } from './section-nine/resources.ts'
import { Theirs } from './section-nine/theirs.ts'

/** The kinds that this section of the workshop adds; each is applied when its heading comes. */
const ADDED = ['HorizontalPodAutoscaler', 'StatefulSet']

/**
 * The objects that the workshop's section 9 leaves behind, each replaced by the submission's own if it has one, and made
 * to fit those.
 */
export async function sectionNine(submission: Submission): Promise<Manifest[]> {
  const { from } = submission.inherited ?? {}
  const { current, ours } = await fitted(submission)
  return completeWith(current, ours.manifests)
    .filter(({ kind }) => !ADDED.includes(kind))
    .map((manifest) => (isOverscaled(manifest) ? withReplicas(manifest, AT_REST) : manifest))
    .map((one) => (from && one.origin === 'workshop' && runsApi(one) ? withResourcesOf(from, one) : one))
}

/** What the learner should know of the objects that are not as section 9 leaves them. */
export async function noteSectionNine(submission: Submission): Promise<Problem[]> {
  const { abandoned, ours } = await fitted(submission)
  return [...noteOverscaled(submission), ...(abandoned ? [noteAbandoned(abandoned)] : []), ...ours.notes]
}

/** The workshop's objects beside those of a submission that count in section 9. */
async function fitted(submission: Submission) {
  const leftovers = await leftoversFor(submission)
  const abandoned = abandonedDeployment(submission, leftovers)
  const current = {
    ...submission,
    manifests: submission.manifests.filter(
      ({ kind, name }) => kind !== abandoned?.kind || name !== abandoned.name,
    ),
  }
  return { abandoned, current, ours: giveWay(leftovers, current) }
}

/** Those objects where a chart takes the place of all routes: the Gateway's own would go before the chart's Ingress. */
export const withoutGateway = (manifests: Manifest[]) =>
  manifests.filter(({ kind }) => !GATEWAY_KINDS.includes(kind))

/**
 * The workshop's own objects. It offers a Gateway in place of an Ingress: a submission with a route has the workshop's
 * Gateway unless it has one of its own, and no Ingress of the workshop's. A Gateway alone leads nowhere: the Ingress stays.
 */
async function leftoversFor(submission: Submission): Promise<Manifest[]> {
  const leftovers = await loadManifests(fixture('workshop'), 'workshop')
  if (manifestsOf(submission, 'HTTPRoute').length === 0) return leftovers
  const others = leftovers.filter(({ kind }) => kind !== 'Ingress')
  if (manifestsOf(submission, 'Gateway').length > 0) return others
  return [...others, ...(await loadManifests(fixture('gateway', 'workshop'), 'workshop'))]
}

/** The API's replicas in section 9. */
export const AT_REST = 2

/** The most replicas that section 10 asks for on purpose: its autoscaler's maximum. */
const MOST = 10

/** Says of each Deployment that was handed in over-scaled that it starts with the number of section 9. */
function noteOverscaled({ manifests }: Submission): Problem[] {
  return manifests.filter(isOverscaled).map((manifest): Problem => {
    const at = locate(manifest, 'spec.replicas')
    const message = `${manifest.kind} ${manifest.name} starts with ${AT_REST} Pods: the node here is smaller than the workshop's. It costs you no points.`
    return { severity: 'note', message, ...(at && { at }) }
  })
}

/**
 * Whether a Deployment was left as the experiment with over-scaling made it. There is room for 50 Pods on the workshop's
 * two nodes, and for fewer on the one here: what is graded starts from the number in section 9.
 */
function isOverscaled({ kind, object: { spec } }: Manifest): boolean {
  return kind === 'Deployment' && isObject(spec) && typeof spec.replicas === 'number' && spec.replicas > MOST
}

function withReplicas(manifest: Manifest, replicas: number): Manifest {
  return {
    ...manifest,
    object: { ...manifest.object, spec: { ...(manifest.object.spec as JsonObject), replicas } },
  }
}

/** Whether the submission has anything of its own to scale the API with: its Deployment, or a command that scales it. */
export const scalesApi = (submission: Submission) =>
  submission.manifests.some(runsApi) || scalesByCommand(submission)

/** Whether a command of the submission scales the API. */
export function scalesByCommand(submission: Submission): boolean {
  const name = apiName(submission)
  const isScaled = (command: Command) =>
    command.verb === 'scale' && command.target.kind === 'Deployment' && command.target.name === name
  return submission.commands.some(isScaled)
}

/** The submission's own Deployment under the name that is scaled, if it has one: the last, which is what stays. */
export function ownApi(submission: Submission): Manifest | undefined {
  const name = apiName(submission)
  return submission.manifests.findLast((one) => one.kind === 'Deployment' && one.name === name)
}

/** The Deployment that the workshop scales: under the submission's name for it, or its own. */
export const apiName = (submission: Submission) => nameOfApi(new Theirs(submission))

/** Whether a manifest is the Deployment of the API. */
export const runsApi = (manifest: Manifest) => manifest.kind === 'Deployment' && partOf(manifest) === 'api'

/** Whether a manifest runs PostgreSQL; not one that only asks it something before its own program begins. */
export const runsPostgres = (manifest: Manifest) => partOf(manifest) === 'database'

/** The name of the submission's StatefulSet for PostgreSQL, or the workshop's where there is none. */
export function databaseName(submission: Submission): string {
  const statefulSets = manifestsOf(submission, 'StatefulSet')
  return (statefulSets.find(runsPostgres) ?? statefulSets[0])?.name ?? 'postgres'
}
