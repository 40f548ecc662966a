import type { Manifest } from '../../submission/manifest.ts'
import { locate } from '../../submission/position.ts'
import type { Problem } from '../../submission/problem.ts'
import type { Submission } from '../../submission/submission.ts'
import { isName } from './adaptation.ts'
import { partOfService } from './labels.ts'
import { containersOf, isDatabase, labelsOf, leadsTo, selectorOf } from './parts.ts'
import { Theirs } from './theirs.ts'

/** The Deployment of PostgreSQL in section 9. */
const OLD = 'postgres'

/** As many Deployments of the database are looked at: nobody has more. */
const MOST = 10

type HandedIn = Pick<Submission, 'commands' | 'manifests'>

/** The submission's own Deployments that stand where section 9 has PostgreSQL's: by its name, or because they run it. */
function ownOnes({ manifests }: HandedIn): Manifest[] {
  const isOld = (one: Manifest) => one.kind === 'Deployment' && (one.name === OLD || runsDatabase(one))
  const lasting = new Map(manifests.filter(isOld).map((one) => [one.name, one]))
  return [...lasting.values()].filter(({ name }) => isName(name)).slice(0, MOST)
}

/** Whether a Deployment runs PostgreSQL, and no other program of its image. */
const runsDatabase = (deployment: Manifest): boolean =>
  containersOf(deployment).some((one) => one.command === undefined && isDatabase(one))

/** The names of the Deployments that run PostgreSQL before its StatefulSet does: section 9's, and the submission's. */
export const oldDeployments = (submission: HandedIn): string[] => [
  ...new Set([OLD, ...ownOnes(submission).map(({ name }) => name)]),
]

/** Those of the old Deployments that are to be deleted: by the learner's command, or the workshop's own by Assay. */
export const deletedDeployments = (submission: HandedIn): string[] =>
  oldDeployments(submission).filter((name) => isDeleted(name, submission))

/**
 * The last command of a script decides: `kubectl apply` of its file brings back what was deleted. In which order two
 * scripts were run nobody knows, so one of them is enough. What is not handed in is never brought back.
 */
function isDeleted(name: string, { commands, manifests }: HandedIn): boolean {
  const isIt = (one: { kind: string; name: string }) => one.kind === 'Deployment' && one.name === name
  const files = manifests.filter(isIt).map(({ file }) => file)
  if (files.length === 0) return true
  const last = new Map<string, 'apply' | 'delete'>()
  for (const command of commands) {
    if (command.verb !== 'apply' && command.verb !== 'delete') continue
    const isNamed = command.verb === 'delete' && command.targets.some(isIt)
    if (isNamed || files.some((file) => command.files.includes(file))) last.set(command.file, command.verb)
  }
  return [...last.values()].includes('delete')
}

/**
 * An old Deployment that a submission hands in and deletes, where no Service leads both to its Pods and to those of the
 * StatefulSet. Until it is deleted, the workshop's own Deployment is there in its place, since that one can be made to fit.
 */
export function abandonedDeployment(submission: HandedIn, leftovers: Manifest[]): Manifest | undefined {
  const theirs = new Theirs(submission)
  const deleted = deletedDeployments(submission)
  const [database] = theirs.workloadsOf('database')
  if (database?.kind !== 'StatefulSet') return undefined
  const ours = leftovers.find((manifest) => partOfService(manifest) === 'database')
  const [service = ours] = theirs
    .servicesOf('database')
    .filter((one) => Object.keys(selectorOf(one)).length > 0)
  const isFound = (one: Manifest) => service !== undefined && leadsTo(selectorOf(service), labelsOf(one))
  // The workshop's Service can be made to lead to either.
  const isAbandoned = (old: Manifest) => {
    const areAlike = isFound(old) ? isFound(database) : leadsTo(labelsOf(database), labelsOf(old))
    return service === ours ? !areAlike : isFound(database) && !isFound(old)
  }
  return ownOnes(submission).find((old) => deleted.includes(old.name) && isAbandoned(old))
}

/** Says why the workshop's Deployment takes the place of one that was handed in. */
export function noteAbandoned(old: Manifest): Problem {
  const at = locate(old, 'metadata.name')
  const message = `Deployment ${old.name} is not applied: your commands delete it, and the way to the database leads to the StatefulSet alone. Until then the workshop's own is there. It costs you no points.`
  return { severity: 'note', message, ...(at && { at }) }
}
