import { readFile } from 'node:fs/promises'
import { fixture } from '../setup/paths.ts'
import { $, lastWords } from '../setup/shell.ts'
import { NotReady } from '../setup/step.ts'
import { podBounds } from './bounds.ts'

/**
 * Confines a node's Pods: the addresses that they may reach, and their share of the machine. None of it
 * depends on a Pod's own spec. Must be done before there is a Pod. Throws {@link NotReady} if it cannot be
 * done.
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
    throw new NotReady(`The node cannot confine its Pods (${file}): ${lastWords(done)}`)
}
