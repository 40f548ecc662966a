import type { Event } from '../cluster/objects.ts'
import type { AppKnowledge } from './app-knowledge.ts'

/** The surroundings of a Pod that its diagnosis uses. */
export interface Surroundings {
  app?: AppKnowledge
  /** The events of the Namespace. */
  events?: Event[]
  /** The last lines that the container in trouble wrote. */
  log?: string
  /** Milliseconds since the epoch. */
  now?: number
  /** Since when all that the Pod may wait for has been there, in milliseconds since the epoch; not given where it is not. */
  free?: number | undefined
}
