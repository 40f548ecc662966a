import type { KubernetesObject } from '../cluster/api.ts'

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
