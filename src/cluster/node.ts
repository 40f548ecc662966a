import { K3sContainer } from '@testcontainers/k3s'
import { Wait } from 'testcontainers'
import { askDockerHost, mustBear } from '../setup/docker-host.ts'
import { inCluster } from '../setup/in-cluster.ts'
import { allocatable, LEAST } from '../setup/node-size.ts'
import { fixture } from '../setup/paths.ts'
import { nodeBounds } from './bounds.ts'
import { commandOf } from './node-command.ts'
import { lines, paths, START_MS } from './node-terms.ts'
import type { Clocks } from './pace.ts'
import type { Published } from './published.ts'
import { entryPoints } from './test-namespaces.ts'

/** Processes and threads a Pod may have: a database has some 20, and one more for each of 100 connections. */
const MOST_PROCESSES = 256

process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'

/** The parts of a node. */
export interface Make {
  image: string
  /** The archive of the images that it imports. */
  archive: string
  /** The image of the container that holds a Pod's namespaces, as the host's Docker calls it. */
  pauseImage: string
  clocks: Clocks
  reserved: Reserved
  published: Published
}

/** One node of Kubernetes in a container: rancher/k3s, or the image built here, which keeps to the same terms. */
export class Node extends K3sContainer {
  constructor({ image, archive, pauseImage, clocks, reserved, published }: Make) {
    super(image)
    const memory = nodeBounds.memoryMi * 2 ** 20
    Object.assign(this.hostConfig, {
      CgroupnsMode: 'private',
      Memory: memory,
      // Memory and swap together.
      MemorySwap: memory,
      PidsLimit: nodeBounds.processes,
    })
    const files = [
      { source: archive, target: paths.archive },
      { source: fixture('cluster', 'seccomp.json'), target: paths.seccomp },
    ]
    // Docker looks for what it is to mount on its own machine.
    this.withBindMounts(published.isElsewhere ? [] : files.map((file) => ({ ...file, mode: 'ro' })))
    if (published.isElsewhere) this.withCopyFilesToContainer(files)
    this.withExposedPorts(...entryPoints.map(({ port }) => port))
    this.withWaitStrategy(Wait.forAll([lines.ready, lines.imported].map((line) => Wait.forLogMessage(line))))
    this.withStartupTimeout(START_MS)
    this.withCommand(
      commandOf({
        host: published.host,
        pauseImage: inCluster(pauseImage),
        clocks,
        kubelet: { reserved, pods: allocatable.pods, processes: MOST_PROCESSES },
      }),
    )
  }
}

/** The resources that the kubelet must reserve so that the rest is {@link allocatable}. */
export interface Reserved {
  cpuMilli: number
  memoryMi: number
}

/**
 * Works out the amounts to reserve from the Docker host's resources. Throws {@link NotReady} if the host has
 * less than the node offers.
 */
export async function reserve(): Promise<Reserved> {
  const host = await askDockerHost()
  mustBear(host)
  const { cpus, memoryMi } = host
  return {
    cpuMilli: (cpus - allocatable.cpu) * 1000,
    memoryMi: memoryMi - LEAST.memoryMi,
  }
}
