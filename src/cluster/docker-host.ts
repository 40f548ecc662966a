import { $, lastWords } from '../parts/shell.ts'
import { NotReady } from '../parts/step.ts'

/** What the machine has that Docker runs on; another one than ours where Docker has a virtual machine of its own. */
export interface DockerHost {
  cpus: number
  memoryMi: number
}

/** Asks Docker what its machine has. Throws {@link NotReady} where it does not answer. */
export async function askDockerHost(): Promise<DockerHost> {
  const asked = await $`docker info --format ${'{{.NCPU}} {{.MemTotal}}'}`
  if (asked.exitCode !== 0) throw new NotReady(`Docker does not answer: ${lastWords(asked)}`)
  const [cpus = 0, bytes = 0] = asked.stdout.trim().split(' ').map(Number)
  return { cpus, memoryMi: Math.floor(bytes / 2 ** 20) }
}
