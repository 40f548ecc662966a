import { readFile } from 'node:fs/promises'
import { fixture } from '../setup/paths.ts'
import { $, lastWords } from '../setup/shell.ts'
import { NotReady } from '../setup/step.ts'
import { podBounds } from './bounds.ts'

/**
 * Closes a node around its Pods: what they may reach, and how much of the machine they take together. Nothing of it
 * rests on what a Pod says of itself, so it must be done before there is one. Throws {@link NotReady} where it cannot be.
 */
export async function contain(container: string): Promise<void> {
  const { memoryMi, processes, claimsMi } = podBounds
  const bounds = [`MEMORY=${memoryMi * 2 ** 20}`, `PROCESSES=${processes}`, `CLAIMS=${claimsMi}M`]
  await apply(container, 'firewall.nft', ['nft', '--file', '-'])
  await apply(container, 'bounds.sh', ['sh', '-s'], bounds)
}

async function apply(
  container: string,
  file: string,
  command: string[],
  variables: string[] = [],
): Promise<void> {
  const input = await readFile(fixture('cluster', file))
  const environment = variables.flatMap((variable) => ['--env', variable])
  const done = await $({ input })`docker exec --interactive ${environment} ${container} ${command}`
  if (done.exitCode !== 0)
    throw new NotReady(`The node cannot be closed around its Pods (${file}): ${lastWords(done)}`)
}
