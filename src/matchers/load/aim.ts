/** What GET /api/status costs the API, in CPU seconds; measured on the app itself. */
const COST = 0.00045
/** The autoscaling target of the workshop, as a fraction of the request. */
const TARGET = 0.5
/**
 * How far past the target the first rate takes the Pods if a request costs no more than {@link COST}. On a busy machine
 * it costs up to twice as much (docs/decisions/0010-aimed-load.md): each more Pod that is asked for is one to be started.
 */
const FIRST = 1.3
/** The autoscaler does nothing within this fraction of the target (`--horizontal-pod-autoscaler-tolerance`). */
const TOLERANCE = 0.1
/** More would starve a node of two cores, new Pods' probes included. */
const MOST_PER_SECOND = 1200

/** Requests a second that bring the mean of the Pods past the target, yet ask for one step and not for many. */
export function aim(replicas: number, requestedCpu: number): number {
  return bounded((FIRST * replicas * requestedCpu * TARGET) / COST)
}

/** Whether the CPU that was read, in percent of the requests, is past the target by more than the autoscaler tolerates. */
export function isEnough(utilisation = 0): boolean {
  return utilisation > 100 * TARGET * (1 + TOLERANCE)
}

/** The corrected rate, if the CPU read at a rate shows that a request costs more or less. */
export function aimAgain(rate: number, utilisation: number, replicas: number): number {
  const wanted = (100 * TARGET * (replicas + 1.5)) / replicas
  return utilisation > 0 ? bounded((rate * wanted) / utilisation) : bounded(rate * 2)
}

const bounded = (rate: number) => Math.round(Math.min(Math.max(rate, 50), MOST_PER_SECOND))
