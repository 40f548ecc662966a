import { $, lastWords } from '../../setup/shell.ts'
import { lastWordsIn } from '../node-log.ts'
import { paths } from '../node-terms.ts'
import type { Address } from '../start.ts'

/** In MiB: a database asks for as much before it has stored anything. */
const LEAST_MIB = 64

/** A sentence about a fault of the node's container or its disks; nothing if they are healthy. */
export async function machineAilment({ container }: Address): Promise<string | undefined> {
  // Asked first, since it is all that has to be asked of a node that is well, and takes seconds on a busy machine.
  const { stdout, exitCode } = await $`docker exec ${container} df -P -m ${paths.stores}`
  const [, ...volumes] = stdout.split('\n').filter(Boolean)
  if (exitCode !== 0 && volumes.length === 0) return containerAilment(container)
  const full = volumes.find(isFull)
  if (!full) return undefined
  const [, size, , free, , folder] = full.split(/\s+/)
  return `the node's volume at ${folder} is full: ${free} of ${size} MiB are left`
}

async function containerAilment(container: string): Promise<string | undefined> {
  const format = '{{.State}} {{.Status}}'
  const listed = await $`docker ps --all --filter id=${container} --format ${format}`
  if (listed.exitCode !== 0) return `Docker does not answer: ${lastWords(listed)}`
  const [state, ...status] = listed.stdout.trim().split(' ')
  if (!state) return 'the node is gone: its container has been removed'
  if (state === 'running') return undefined
  return `the node has stopped (${status.join(' ')})${await lastWordsOf(container)}`
}

/** Whether there is no room. What claims have filled is not the machine's fault: their size is bounded. */
function isFull(line: string): boolean {
  const [, , used, free, , folder] = line.split(/\s+/)
  return Number(free) < LEAST_MIB && !(folder === paths.claims && Number(used) > LEAST_MIB)
}

/** The node's last words in its log, such as the program that ended and that program's last words. */
async function lastWordsOf(id: string): Promise<string> {
  const { stdout, stderr } = await $`docker logs --tail 40 ${id}`
  const words = lastWordsIn(`${stdout}\n${stderr}`)
  return words ? `: ${words}` : ''
}
