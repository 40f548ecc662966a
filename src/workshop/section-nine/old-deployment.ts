import type { Manifest } from '../../submission/manifest.ts'
import { locate } from '../../submission/position.ts'
import type { Problem } from '../../submission/problem.ts'
import type { Submission } from '../../submission/submission.ts'
import { partOfService } from './labels.ts'
import { labelsOf, leadsTo, selectorOf } from './parts.ts'
import { Theirs } from './theirs.ts'

/** The Deployment of PostgreSQL in section 9. */
const OLD = 'postgres'

const isOld = ({ kind, name }: { kind: string; name: string }) => kind === 'Deployment' && name === OLD

type HandedIn = Pick<Submission, 'commands' | 'manifests'>

/** Whether the old Deployment of PostgreSQL is to be deleted: by the learner's command, or by the workshop's where none of the learner's own stands against it. */
export function isOldDeploymentDeleted({ commands, manifests }: HandedIn): boolean {
  const own = manifests.filter(isOld)
  const isDeleted = commands.some(
    (command) =>
      command.verb === 'delete' &&
      (command.targets.some(isOld) || own.some(({ file }) => command.files.includes(file))),
  )
  return isDeleted || own.length === 0
}

/**
 * The old Deployment that a submission hands in and deletes, where no Service leads both to its Pods and to those of the
 * StatefulSet. Until it is deleted, the workshop's own Deployment is there in its place, since that one can be made to fit.
 */
export function abandonedDeployment(submission: HandedIn, leftovers: Manifest[]): Manifest | undefined {
  const theirs = new Theirs(submission)
  const old = theirs.named('Deployment', OLD)
  const [database] = theirs.workloadsOf('database')
  if (!old || database?.kind !== 'StatefulSet' || !isOldDeploymentDeleted(submission)) return undefined
  const ours = leftovers.find((manifest) => partOfService(manifest) === 'database')
  const [service = ours] = theirs
    .servicesOf('database')
    .filter((one) => Object.keys(selectorOf(one)).length > 0)
  const isFound = (one: Manifest) => service !== undefined && leadsTo(selectorOf(service), labelsOf(one))
  const areAlike = isFound(old) ? isFound(database) : leadsTo(labelsOf(database), labelsOf(old))
  // The workshop's Service can be made to lead to either.
  const isAbandoned = service === ours ? !areAlike : isFound(database) && !isFound(old)
  return isAbandoned ? old : undefined
}

/** Says why the workshop's Deployment takes the place of one that was handed in. */
export function noteAbandoned(old: Manifest): Problem {
  const at = locate(old, 'metadata.name')
  const message = `Deployment ${old.name} is not applied: your commands delete it, and the way to the database leads to the StatefulSet alone. Until then the workshop's own is there. It costs you no points.`
  return { severity: 'note', message, ...(at && { at }) }
}
