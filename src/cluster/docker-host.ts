import { $ } from '../parts/shell.ts'

/** What the machine has that Docker runs on; another one than ours where Docker has a virtual machine of its own. */
export interface DockerHost {
  cpus: number
  memoryMi: number
}

/** Asks Docker what its machine has. */
export async function askDockerHost(): Promise<DockerHost> {
  const { stdout } = await $`docker info --format ${'{{.NCPU}} {{.MemTotal}}'}`
  const [cpus = 0, bytes = 0] = stdout.trim().split(' ').map(Number)
  return { cpus, memoryMi: Math.floor(bytes / 2 ** 20) }
}
