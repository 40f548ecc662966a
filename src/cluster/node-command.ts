import { type Clocks, controllerManagerArguments } from './pace.ts'

/** The settings that a node is started with. */
export interface Wishes {
  /** The address that clients reach it at; its certificate must name it. */
  host: string
  /** The image of the container that holds a Pod's namespaces, as the node calls it. */
  pauseImage: string
  clocks: Clocks
  kubelet: {
    /** The resources that it reserves. */
    reserved: { cpuMilli: number; memoryMi: number }
    /** How many Pods it runs. */
    pods: number
    /** Processes and threads of a Pod. */
    processes: number
  }
}

/** The command that a node is started with, in the words of k3s. */
export function commandOf({ host, pauseImage, clocks, kubelet }: Wishes): string[] {
  return [
    'server',
    // Every add-on is ours, the same on every node: fixtures/cluster/.
    '--disable=coredns,traefik,servicelb,metrics-server,local-storage',
    '--disable-helm-controller',
    `--tls-san=${host}`,
    `--pause-image=${pauseImage}`,
    ...controllerManagerArguments(clocks),
    ...kubeletArguments(kubelet, clocks),
  ]
}

function kubeletArguments(
  { reserved, pods, processes }: Wishes['kubelet'],
  { housekeeping }: Clocks,
): string[] {
  return [
    `kube-reserved=cpu=${reserved.cpuMilli}m,memory=${reserved.memoryMi}Mi`,
    // It would measure what is left of the Pods' own bound (bounds.ts), where the kernel ends what takes too much, and evict
    // a Pod that does not; and the node would have MemoryPressure. 0% is no threshold.
    'eviction-hard=memory.available<0%',
    `max-pods=${pods}`,
    `pod-max-pids=${processes}`,
    `housekeeping-interval=${housekeeping}s`,
    // A Pod that writes more than its limit of ephemeral storage is evicted once that is seen.
    'volume-stats-agg-period=10s',
    'container-log-max-files=2',
    // From Kubernetes 1.35 on the kubelet refuses the first version of control groups, which a machine may still have (RHEL
    // 8, an older WSL 2), unless it is told. A node that lives for minutes is none the worse for it.
    'fail-cgroupv1=false',
  ].map((argument) => `--kubelet-arg=${argument}`)
}
