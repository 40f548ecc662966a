/** The cluster's clocks: `fast` shortens the autoscaler's, `workshop` keeps Kubernetes' own defaults. */
export type Pace = 'fast' | 'workshop'

/** The settings of the cluster's clocks, in seconds; every patience is a sum of these. */
export interface Clocks {
  /** How often the autoscaler looks (`--horizontal-pod-autoscaler-sync-period`). */
  sync: number
  /** How long a lower recommendation must last before replicas go (`--horizontal-pod-autoscaler-downscale-stabilization`). */
  downscaleWindow: number
  /** How long after its start a Pod's CPU needs a whole sample of its own (`--horizontal-pod-autoscaler-cpu-initialization-period`). */
  cpuInitialization: number
  /** How long early changes of readiness count as the first (`--horizontal-pod-autoscaler-initial-readiness-delay`). */
  readinessDelay: number
  /** How often metrics-server scrapes the kubelet (`--metric-resolution`; it refuses less than 10 s). */
  metricResolution: number
  /**
   * How often at most the kubelet looks at what a container uses (`--housekeeping-interval`): after this long, up to twice
   * as long. What metrics-server scrapes may be that old.
   */
  housekeeping: number
}

/** The clocks of each pace; `workshop` holds the defaults of Kubernetes 1.36 and of metrics-server 0.9. */
export const clocks: Record<Pace, Clocks> = {
  fast: {
    sync: 2,
    downscaleWindow: 10,
    cpuInitialization: 10,
    readinessDelay: 5,
    metricResolution: 10,
    housekeeping: 2,
  },
  workshop: {
    sync: 15,
    downscaleWindow: 300,
    cpuInitialization: 300,
    readinessDelay: 30,
    metricResolution: 15,
    housekeeping: 10,
  },
}

/** The controller manager's arguments that set the clocks. */
export function controllerManagerArguments({
  sync,
  downscaleWindow,
  cpuInitialization,
  readinessDelay,
}: Clocks): string[] {
  return [
    `horizontal-pod-autoscaler-sync-period=${sync}s`,
    `horizontal-pod-autoscaler-downscale-stabilization=${downscaleWindow}s`,
    `horizontal-pod-autoscaler-cpu-initialization-period=${cpuInitialization}s`,
    `horizontal-pod-autoscaler-initial-readiness-delay=${readinessDelay}s`,
  ].map((argument) => `--kube-controller-manager-arg=${argument}`)
}
