import type { Pod, PodSpec, Probe } from '../cluster/objects.ts'
import type { Clocks } from '../cluster/pace.ts'
import type { Patience } from './wait.ts'

/**
 * How long a controller, the scheduler or the API server may take on a busy machine; a wait for them ends as
 * soon as they act.
 */
export const CONTROLLERS: Patience = { seconds: 30, because: 'controllers act within seconds' }

/**
 * What it may take to create a Pod's sandbox, volumes and containers on a busy machine, and its program to begin, in
 * seconds: a database whose first start makes its files takes 22 s until it is there, under a limit of 100m.
 */
const CREATION = 90

/** The longest grace period that admission gives a Pod, in seconds: four times Kubernetes' own, which the workshop keeps. */
const LONGEST_GRACE = 120

/** The longest that a Pod's probes are waited for, in seconds: five times what the workshop's take (35 s). */
const LONGEST_PROBES = 180

/** How long Pods may take to be Ready: their creation, and what their own probes wait for. */
export function becomingReady(podSpec: PodSpec): Patience {
  const containers = [...podSpec.containers, ...(podSpec.initContainers ?? [])]
  const asked = containers.map(
    ({ startupProbe, readinessProbe }) => passing(startupProbe) + passing(readinessProbe),
  )
  const slowest = Math.max(0, ...asked)
  const probes = Math.min(slowest, LONGEST_PROBES)
  return {
    seconds: CREATION + probes,
    because: `creation ${CREATION} s, the probes ${probes} s`,
    ...(slowest > probes && {
      capped: `With these probes, a Pod needs ${slowest} s until it is Ready; Assay waits ${probes} s.`,
    }),
  }
}

/** How long a probe takes to pass: its delay, and two looks that fail on a busy machine before those that must not. */
function passing(probe?: Probe): number {
  if (!probe) return 0
  const looks = secondsOr(1, probe.successThreshold) + 2
  return secondsOr(0, probe.initialDelaySeconds) + looks * secondsOr(10, probe.periodSeconds)
}

/** How long a Pod's end may take: its grace period and the kubelet's clean-up. */
export function ending(pod: Pod): Patience {
  const grace = Math.min(secondsOr(30, pod.spec.terminationGracePeriodSeconds), LONGEST_GRACE)
  return { seconds: grace + 30, because: `the Pod's grace period of ${grace} s` }
}

/** How long it may take until a Pod that was ended without grace is Ready again. */
export function replacing({ spec }: Pod): Patience {
  const start = becomingReady(spec)
  return {
    ...start,
    seconds: CONTROLLERS.seconds + start.seconds,
    because: `the new Pod is made in ${CONTROLLERS.seconds} s; ${start.because}`,
  }
}

/** The learner's number, if it is one that can be waited for; or else Kubernetes' default. */
const secondsOr = (otherwise: number, written: number | undefined) =>
  written !== undefined && Number.isFinite(written) && written >= 0 ? written : otherwise

/** How long until the autoscaler can read a new Pod's CPU: two scrapes after it is Ready, and its own look. */
export function readingUtilisation(clocks: Clocks): Patience {
  const { cpuInitialization, metricResolution, sync } = clocks
  const wholeSample = Math.max(cpuInitialization, 3 * metricResolution)
  return {
    seconds: wholeSample + 2 * sync + 60,
    because: `a whole CPU sample ${wholeSample} s, two looks of the autoscaler ${2 * sync} s, a busy machine 60 s`,
  }
}

/** How long until load shows in the replicas: a window with the load in it, the autoscaler's look, the new Pod. */
export function scalingOut(clocks: Clocks): Patience {
  const { metricResolution, sync } = clocks
  return {
    seconds: 4 * metricResolution + 2 * sync + 70,
    because: `metric windows ${4 * metricResolution} s, two looks of the autoscaler ${2 * sync} s, a new Pod and a busy machine 70 s`,
  }
}

/** How long until the end of the load shows in the replicas, the stabilization window included. */
export function scalingIn(clocks: Clocks, window: number): Patience {
  const { metricResolution, sync } = clocks
  return {
    seconds: window + 4 * metricResolution + 4 * sync + 60,
    because: `the stabilization window ${window} s, metric windows ${4 * metricResolution} s, looks ${4 * sync} s, a busy machine 60 s`,
  }
}
