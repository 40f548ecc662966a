import { LEAST } from './node-size.ts'
import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** What the machine has that Docker runs on; another one than ours where Docker has a virtual machine of its own. */
export interface DockerHost {
  cpus: number
  memoryMi: number
  /** As Docker names it for images: `amd64`, `arm64`. */
  architecture: string
  /** The version of control groups on it. */
  cgroups: string
  /** The folder in which Docker keeps images, on its machine. */
  folder: string
}

/** What `docker info` and an image call the same processor. */
const ARCHITECTURES: Record<string, string> = { x86_64: 'amd64', aarch64: 'arm64' }

/** Asks Docker what its machine has. Throws {@link NotReady} where it does not answer. */
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

/** Throws {@link NotReady} where Docker's machine has less than a cluster's node offers. */
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
