import { LEAST } from './node-size.ts'
import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** The resources of Docker's machine, which may be a virtual machine of its own. */
export interface DockerHost {
  cpus: number
  memoryMi: number
  /** The architecture, as Docker names it for images: `amd64`, `arm64`. */
  architecture: string
  /** The version of control groups on it. */
  cgroups: string
  /** The folder in which Docker keeps images, on its machine. */
  folder: string
}

/** What `docker info` and an image call the same processor. */
const ARCHITECTURES: Record<string, string> = { x86_64: 'amd64', aarch64: 'arm64' }

/** Asks Docker for its machine's resources. Throws {@link NotReady} if it does not answer. */
export async function askDockerHost(): Promise<DockerHost> {
  const format = '{{.NCPU}} {{.MemTotal}} {{.Architecture}} {{.CgroupVersion}} {{.DockerRootDir}}'
  const asked = await $`docker info --format ${format}`
  if (asked.exitCode !== 0) throw new NotReady(`Docker does not answer: ${lastWords(asked)}`)
  const [cpus, bytes, machine = '', cgroups = '', ...folder] = asked.stdout.trim().split(' ')
  return {
    cpus: Number(cpus),
    memoryMi: Math.floor(Number(bytes) / 2 ** 20),
    architecture: ARCHITECTURES[machine] ?? machine,
    cgroups,
    folder: folder.join(' '),
  }
}

/** Throws {@link NotReady} if Docker's machine has less than a cluster's node offers. */
export function mustBear({ cpus, memoryMi }: Pick<DockerHost, 'cpus' | 'memoryMi'>): void {
  if (cpus >= LEAST.cpus && memoryMi >= LEAST.memoryMi) return
  const how =
    process.platform === 'linux'
      ? ''
      : ' (Docker Desktop: Settings, Resources; Colima: `colima start --memory`)'
  throw new NotReady(
    `Docker has ${cpus} CPUs and ${memoryMi} MiB of memory; the cluster needs ${LEAST.cpus} CPUs and ${LEAST.memoryMi} MiB. Give Docker more${how} and try again.`,
  )
}
