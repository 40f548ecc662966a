import type { Autoscale, Command, Delete, Release } from './command.ts'
import { isObject } from './json.ts'
import type { Manifest } from './manifest.ts'
import type { Submission } from './submission.ts'

/** The submission's manifests of some kinds. */
export function manifestsOf({ manifests }: Pick<Submission, 'manifests'>, ...kinds: string[]): Manifest[] {
  return manifests.filter(({ kind }) => kinds.includes(kind))
}

/** The kinds of the Gateway API that the workshop offers in place of an Ingress. */
export const GATEWAY_KINDS = ['Gateway', 'HTTPRoute']

/** Whether a submission has anything that a cluster without the Gateway API does not know. */
export const usesGateway = (submission: Submission) => manifestsOf(submission, ...GATEWAY_KINDS).length > 0

const AUTOSCALER = 'HorizontalPodAutoscaler'

/**
 * The submission's `kubectl autoscale` lines whose autoscalers no manifest makes. Of two for one name the first counts,
 * since kubectl says AlreadyExists to the second; unless the first one's autoscaler is deleted in between. None counts that
 * is deleted before the manifest of an autoscaler is applied.
 */
export function autoscaleCommands(
  submission: Pick<Submission, 'commands' | 'manifests'>,
): (Command & Autoscale)[] {
  const made = new Map<string, Command & Autoscale>()
  const free = new Set<string>()
  const files = manifestsOf(submission, AUTOSCALER).map(({ file }) => file)
  for (const command of submission.commands) {
    if (command.verb === 'delete')
      for (const name of made.keys()) if (deletesAutoscaler(command, name)) free.add(name)
    // A manifest has taken the place of what was deleted.
    if (command.verb === 'apply' && files.some((file) => command.files.includes(file))) {
      for (const name of free) made.delete(name)
      free.clear()
    }
    if (command.verb !== 'autoscale' || (made.has(command.name) && !free.delete(command.name))) continue
    made.set(command.name, command)
  }
  const manifests = manifestsOf(submission, AUTOSCALER)
  return [...made.values()].filter((command) => !manifests.some((manifest) => isFor(manifest, command)))
}

const deletesAutoscaler = ({ kinds, targets }: Delete, wanted: string) =>
  kinds.includes(AUTOSCALER) || targets.some(({ kind, name }) => kind === AUTOSCALER && name === wanted)

/** Whether an autoscaler has the name of the one that a command makes, or scales the same. */
function isFor({ name, object: { spec } }: Manifest, command: Autoscale): boolean {
  const scaled = isObject(spec) && isObject(spec.scaleTargetRef) ? spec.scaleTargetRef : {}
  const isSame = scaled.kind === command.target.kind && scaled.name === command.target.name
  return isSame || name === command.name
}

/**
 * What the submission's last `helm install` or `helm upgrade` says of its release. An upgrade without values of its own
 * leaves the release as it was, as Helm does; any other forgets the values before it.
 */
export function installCommand({ commands }: Pick<Submission, 'commands'>): (Command & Release) | undefined {
  let last: (Command & Release) | undefined
  for (const command of commands) {
    if (command.verb !== 'install' && command.verb !== 'upgrade') continue
    const isKept = command.verb === 'upgrade' && command.release === last?.release && givesNothing(command)
    if (!isKept) last = command
  }
  return last
}

/** Whether a command gives its release no values at all. */
export const givesNothing = ({ values, set, setString }: Release) =>
  [...values, ...set, ...setString].length === 0
