import { fixture } from '../parts/places.ts'
import type { Autoscale, Command, Release } from '../submission/command.ts'
import { completeWith } from '../submission/desired.ts'
import type { Manifest } from '../submission/manifest.ts'
import { loadManifests, type Submission } from '../submission/submission.ts'

/** The kinds that this section of the workshop adds; each is applied when its heading comes. */
const ADDED = ['HorizontalPodAutoscaler', 'StatefulSet']

/** What the workshop's section 9 leaves behind, with the submission's own objects in place of ours. */
export async function sectionNine(submission: Submission): Promise<Manifest[]> {
  const leftovers = await loadManifests(fixture('workshop'), 'workshop')
  return completeWith(submission, leftovers).filter(({ kind }) => !ADDED.includes(kind))
}

/** The submission's manifests of some kinds. */
export function manifestsOf({ manifests }: Submission, ...kinds: string[]): Manifest[] {
  return manifests.filter(({ kind }) => kinds.includes(kind))
}

/** The submission's `kubectl autoscale`, if it has one. */
export function autoscaleCommand({ commands }: Submission): (Command & Autoscale) | undefined {
  return commands.find((command) => command.verb === 'autoscale') as (Command & Autoscale) | undefined
}

/** The submission's `helm install`, or `helm upgrade --install`, if it has one. */
export function installCommand({ commands }: Submission): (Command & Release) | undefined {
  const installs = (command: Command) =>
    command.verb === 'install' || (command.verb === 'upgrade' && command.install)
  return commands.find(installs) as (Command & Release) | undefined
}

/** Whether the old Deployment of PostgreSQL is to be deleted: by the learner's command, or by the workshop's where none of the learner's own stands against it. */
export function isOldDeploymentDeleted({ commands, manifests }: Submission): boolean {
  const isDeployment = ({ kind, name }: { kind: string; name: string }) =>
    kind === 'Deployment' && name === 'postgres'
  const own = manifests.filter(isDeployment)
  const isDeleted = commands.some(
    (command) =>
      command.verb === 'delete' &&
      (command.targets.some(isDeployment) || own.some(({ file }) => command.files.includes(file))),
  )
  return isDeleted || own.length === 0
}

/** Whether a manifest runs PostgreSQL. */
export function runsPostgres({ kind, object }: Manifest): boolean {
  return ['Deployment', 'StatefulSet'].includes(kind) && /"image":"[^"]*postgres/.test(JSON.stringify(object))
}

/** The name of the submission's StatefulSet for PostgreSQL, or the workshop's where there is none. */
export function databaseName(submission: Submission): string {
  const statefulSets = manifestsOf(submission, 'StatefulSet')
  return (statefulSets.find(runsPostgres) ?? statefulSets[0])?.name ?? 'postgres'
}
