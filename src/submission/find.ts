import type { Autoscale, Command, Release } from './command.ts'
import type { Manifest } from './manifest.ts'
import type { Submission } from './submission.ts'

/** The submission's manifests of some kinds. */
export function manifestsOf({ manifests }: Submission, ...kinds: string[]): Manifest[] {
  return manifests.filter(({ kind }) => kinds.includes(kind))
}

/** The kinds of the Gateway API that the workshop offers in place of an Ingress. */
export const GATEWAY_KINDS = ['Gateway', 'HTTPRoute']

/** Whether a submission has anything that a cluster without the Gateway API does not know. */
export const usesGateway = (submission: Submission) => manifestsOf(submission, ...GATEWAY_KINDS).length > 0

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
