import type { KubernetesObject } from '../../cluster/api.ts'
import { unschedulable } from './conditions.ts'
import { diagnoseContainers } from './containers.ts'
import { diagnoseVolumes } from './mounts.ts'
import { diagnosePlacement } from './placement.ts'
import { diagnoseProbes } from './probes.ts'

/** What is wrong with an object, in Kubernetes' own words, and which field of it explains that. */
export interface Diagnosis {
  seen: string
  /** What it means for the learner, where waiting will not change it. */
  cause?: string | undefined
  /** What it may mean for the learner, where it may yet pass. */
  hint?: string | undefined
  /** The field that explains it, from the Pod's spec on. */
  path?: string | undefined
  /** Whether another workload that is not Ready may be why, and the container's last words may say so. */
  maybeAnother?: boolean
}

/** What is known of a Pod besides itself. */
export interface Surroundings {
  /** The events of the Namespace. */
  events?: KubernetesObject[]
  /** The last lines that the container in trouble wrote. */
  log?: string
  /** Milliseconds since the epoch. */
  now?: number
  /** Since when all that the Pod may wait for has been there, in milliseconds since the epoch; not given where it is not. */
  free?: number | undefined
}

/** Says what keeps a Pod from being Ready: the first of its troubles, in the order in which a Pod comes up. */
export function diagnose(pod: KubernetesObject, surroundings: Surroundings = {}): Diagnosis {
  const name = `Pod ${pod.metadata.name}`
  const events = (surroundings.events ?? []).filter(({ involvedObject }) => isAbout(involvedObject, pod))
  const around = { ...surroundings, events }
  const unplaced = unschedulable(pod)
  if (unplaced) return named(name, ' is Pending: ', diagnosePlacement(unplaced, pod.spec))
  const trouble =
    diagnoseContainers(pod, around) ?? diagnoseVolumes(pod, events) ?? diagnoseProbes(pod, around)
  if (trouble) return named(name, ': ', trouble)
  const isRunning = pod.status?.containerStatuses?.some(
    ({ state, ready }: KubernetesObject) => state?.running && !ready,
  )
  return {
    seen: isRunning ? `${name} is running and not Ready` : `${name} is ${pod.status?.phase ?? 'unknown'}`,
  }
}

function isAbout(
  involved: { kind: string; name: string; uid?: string },
  { metadata }: KubernetesObject,
): boolean {
  return involved.kind === 'Pod' && involved.name === metadata.name && involved.uid === metadata.uid
}

const named = (name: string, between: string, { seen, ...rest }: Diagnosis): Diagnosis => ({
  seen: `${name}${between}${seen}`,
  ...rest,
})
