import type { KubernetesObject } from '../cluster/api.ts'
import type { Clocks } from '../cluster/pace.ts'
import type { Patience } from './wait.ts'

/** What a controller, the scheduler or the API server may take on a busy machine; a wait for them ends as soon as they act. */
export const CONTROLLERS: Patience = { seconds: 30, because: 'controllers act within seconds' }

/** What it may take to create a Pod's sandbox, volumes and containers on a busy machine. */
const CREATION = 90

/** How long a request through the Ingress may go unanswered: the routes, the endpoints and the app's own pool must settle. */
export const SERVING: Patience = {
  seconds: 60,
  because: 'the app pings its database every 15 s and routes follow its endpoints',
}

/** How long Pods may take to be Ready: their creation, and what their own probes wait for. */
export function becomingReady(podSpec: KubernetesObject['spec']): Patience {
  const probes = podSpec.containers.map(({ readinessProbe }: KubernetesObject) =>
    readinessProbe ? (readinessProbe.initialDelaySeconds ?? 0) + 3 * (readinessProbe.periodSeconds ?? 10) : 0,
  )
  const slowest = Math.max(0, ...probes)
  return { seconds: CREATION + slowest, because: `creation ${CREATION} s, the readiness probe ${slowest} s` }
}

/** How long a Pod's end may take: its grace period and the kubelet's clean-up. */
export function ending(pod: KubernetesObject): Patience {
  const grace = pod.spec.terminationGracePeriodSeconds ?? 30
  return { seconds: grace + 30, because: `the Pod's grace period of ${grace} s` }
}

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

/** How long until the end of the load shows in the replicas: the stabilization window besides. */
export function scalingIn(clocks: Clocks, window: number): Patience {
  const { metricResolution, sync } = clocks
  return {
    seconds: window + 4 * metricResolution + 4 * sync + 60,
    because: `the stabilization window ${window} s, metric windows ${4 * metricResolution} s, looks ${4 * sync} s, a busy machine 60 s`,
  }
}
