import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { $ } from '../parts/shell.ts'

const label = 'dev.assay.owner'

/** The label by which a container names the process it belongs to. */
export const ownerLabel = { [label]: owner(process.pid) }

/** Removes the clusters of this machine's runs that ended without removing them, and says how many. */
export async function sweep(): Promise<number> {
  const { stdout } =
    await $`docker ps --all --quiet --filter label=${label} --format ${`{{.ID}} {{.Label "${label}"}}`}`
  const orphans = stdout
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([id, name]) => id && name?.startsWith(`${hostname()}/`) && !isAlive(name))
    .map(([id]) => id as string)
  if (orphans.length > 0) await $`docker rm --force --volumes ${orphans}`
  return orphans.length
}

/** Removes the clusters of this process, whatever state they are in. */
export async function removeOwn(): Promise<void> {
  const { stdout } = await $`docker ps --all --quiet --filter label=${label}=${owner(process.pid)}`
  const ids = stdout.split('\n').filter(Boolean)
  if (ids.length > 0) await $`docker rm --force --volumes ${ids}`
}

/** A process number comes round again, its start time does not. */
function owner(pid: number): string {
  return `${hostname()}/${pid}/${startTime(pid)}`
}

function isAlive(name: string): boolean {
  const pid = Number(name.split('/')[1])
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return owner(pid) === name
}

function startTime(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
