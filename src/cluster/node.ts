import { existsSync } from 'node:fs'
import { K3sContainer } from '@testcontainers/k3s'
import { askDockerHost, mustBear } from '../parts/docker-host.ts'
import { allocatable, EVICTION_MI } from '../parts/node-size.ts'
import { fixture } from '../parts/places.ts'
import { nodeBounds } from './bounds.ts'
import { type Clocks, controllerManagerArguments } from './pace.ts'
import { entryPoints } from './seat.ts'

/** Processes and threads a Pod may have: PostgreSQL has some 20, and one more for each of 100 connections. */
const MOST_PROCESSES = 256

process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'
if (existsSync('/.dockerenv')) process.env.TESTCONTAINERS_HOST_OVERRIDE ??= '127.0.0.1'

/** One node of Kubernetes in a container: rancher/k3s, or the image built here, which takes the same arguments. */
export class Node extends K3sContainer {
  constructor(image: string, archive: string, pauseImage: string, clocks: Clocks, reserved: Reserved) {
    super(image)
    const memory = nodeBounds.memoryMi * 2 ** 20
    Object.assign(this.hostConfig, {
      CgroupnsMode: 'private',
      Memory: memory,
      // Memory and swap together.
      MemorySwap: memory,
      PidsLimit: nodeBounds.processes,
    })
    this.withBindMounts([
      { source: archive, target: '/var/lib/rancher/k3s/agent/images/assay.tar', mode: 'ro' },
      {
        source: fixture('cluster', 'seccomp.json'),
        target: '/var/lib/kubelet/seccomp/assay.json',
        mode: 'ro',
      },
    ])
    this.withExposedPorts(...entryPoints.map(({ port }) => port))
    this.withCommand([
      'server',
      '--disable=coredns,traefik,servicelb,metrics-server,local-storage',
      '--disable-helm-controller',
      `--tls-san=${process.env.TESTCONTAINERS_HOST_OVERRIDE ?? 'localhost'}`,
      `--pause-image=docker.io/${pauseImage}`,
      ...controllerManagerArguments(clocks),
      `--kubelet-arg=kube-reserved=cpu=${reserved.cpuMilli}m,memory=${reserved.memoryMi}Mi`,
      `--kubelet-arg=eviction-hard=memory.available<${EVICTION_MI}Mi`,
      `--kubelet-arg=max-pods=${allocatable.pods}`,
      `--kubelet-arg=pod-max-pids=${MOST_PROCESSES}`,
      // A Pod that writes more than its limit of ephemeral storage is evicted once that is seen.
      '--kubelet-arg=volume-stats-agg-period=10s',
      '--kubelet-arg=container-log-max-files=2',
    ])
  }
}

/** What the kubelet must set aside so that the rest is {@link allocatable}. */
export interface Reserved {
  cpuMilli: number
  memoryMi: number
}

/** Works out what to set aside from what the Docker host has; throws {@link NotReady} where it has less than the node offers. */
export async function reserve(): Promise<Reserved> {
  const host = await askDockerHost()
  mustBear(host)
  const { cpus, memoryMi } = host
  return {
    cpuMilli: (cpus - allocatable.cpu) * 1000,
    memoryMi: memoryMi - allocatable.memoryMi - EVICTION_MI,
  }
}
