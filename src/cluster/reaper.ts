import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { $, lastWords } from '../setup/shell.ts'
import { NotReady } from '../setup/step.ts'
import { forgetKept, isGone, listKept, noteKept } from './kept.ts'
import type { Published } from './published.ts'

const label = 'dev.assay.owner'

/** The containers and the network of one cluster of this process. */
export interface Belongings {
  /** For its containers and its network: names the process that they belong to. */
  label: Record<string, string>
  /** The name of its network. */
  network: string
}

let clusters = 0

/** Sets a label aside for a new cluster. */
export function setAside(): Belongings {
  const cluster = String(++clusters)
  const network = networkOf(hostname(), owner(process.pid), cluster)
  return { label: { [label]: `${hostname()}/${owner(process.pid)}/${cluster}` }, network }
}

/** The label as a container or a network is given it. */
export const labelOf = ({ label: own }: Belongings) => `${label}=${own[label]}`

/**
 * Creates a cluster's own network. Its ports are published on 127.0.0.1 only, unless Docker is on another
 * machine, whose 127.0.0.1 cannot be reached from here. Throws {@link NotReady} with Docker's words if it
 * cannot be created.
 */
export async function makeNetwork(
  belongings: Belongings,
  { isElsewhere }: Pick<Published, 'isElsewhere'>,
): Promise<string> {
  const bridge = 'com.docker.network.bridge'
  const options = [
    `${bridge}.enable_icc=false`,
    `${bridge}.enable_ip_masquerade=false`,
    ...(isElsewhere ? [] : [`${bridge}.host_binding_ipv4=127.0.0.1`]),
  ].flatMap((option) => ['--opt', option])
  const { network } = belongings
  const made =
    await $`docker network create --driver bridge ${options} --label ${labelOf(belongings)} ${network}`
  if (made.exitCode !== 0)
    throw new NotReady(
      `Docker cannot create a network for the cluster: ${lastWords(made)}. \`docker network prune\` removes unused networks.`,
    )
  return network
}

/** Keeps a cluster beyond the end of its process. Returns the command that removes it. */
export async function keep(belongings: Belongings): Promise<string> {
  const { network } = belongings
  await noteKept({ network, engine: await askEngineId() })
  const containers = await listContainers(labelOf(belongings))
  return `docker rm --force --volumes ${containers.map(({ id }) => id).join(' ')} && docker network rm ${network}`
}

/**
 * Removes the containers and networks of this machine's runs that ended without removing them, but for what is kept.
 * Forgets what was kept and is gone.
 */
export async function sweep(): Promise<void> {
  const kept = await listKept()
  const engine = kept.length > 0 ? await askEngineId() : ''
  const asked = await askForContainers(label)
  // Of an engine that does not answer it is not known what is gone.
  if (asked.exitCode !== 0) return
  const containers = readOwned(asked)
  const networks = containers.map(({ network }) => network)
  const gone = kept.filter((one) => isGone(one, engine, networks))
  for (const { network } of gone) await forgetKept(network)
  const stay = kept.filter((one) => !gone.includes(one)).map(({ network }) => network)
  const isLeft = ({ host, owner, network }: Owned) =>
    host === hostname() && !isAlive(owner) && !stay.includes(network)
  await removeContainers(containers.filter(isLeft))
  await removeNetworks((await listNetworks(label)).filter(isLeft))
}

/** Removes a cluster's containers and network, whatever state they are in, even if it was to be kept. */
export async function remove(belongings: Belongings): Promise<void> {
  const filter = labelOf(belongings)
  await removeContainers(await listContainers(filter))
  await removeNetworks(await listNetworks(filter))
  await forgetKept(belongings.network)
}

/**
 * Removes them as soon as the signal is aborted. Returns a function that removes them at the end of a run,
 * and resolves when nothing is left.
 */
export function removeOnAbort(belongings: Belongings, signal: AbortSignal): () => Promise<void> {
  let removal: Promise<void> | undefined
  const onAbort = () => {
    removal = remove(belongings)
  }
  signal.addEventListener('abort', onAbort)
  return async () => {
    signal.removeEventListener('abort', onAbort)
    await removal
    await remove(belongings)
  }
}

interface Owned {
  id: string
  host: string
  owner: string
  /** The name of its cluster's network. */
  network: string
}

const networkOf = (host: string, owner: string, cluster: string) => `assay-${host}-${owner}-${cluster}`

const FORMAT = `{{.ID}}/{{.Label "${label}"}}`

/** The id of the Docker engine that answers here; empty if it tells none. */
async function askEngineId(): Promise<string> {
  const asked = await $`docker info --format ${'{{.ID}}'}`
  return asked.exitCode === 0 ? asked.stdout.trim() : ''
}

const askForContainers = (filter: string) => $`docker ps --all --filter label=${filter} --format ${FORMAT}`

const listContainers = async (filter: string) => readOwned(await askForContainers(filter))

const listNetworks = async (filter: string) =>
  readOwned(await $`docker network ls --filter label=${filter} --format ${FORMAT}`)

function readOwned({ stdout }: { stdout: string }): Owned[] {
  const lines = stdout.split('\n').filter(Boolean)
  return lines.map((line) => {
    const [id = '', host = '', owner = '', cluster = ''] = line.split('/')
    return { id, host, owner, network: networkOf(host, owner, cluster) }
  })
}

async function removeContainers(containers: Owned[]): Promise<void> {
  if (containers.length > 0) await $`docker rm --force --volumes ${containers.map(({ id }) => id)}`
}

async function removeNetworks(networks: Owned[]): Promise<void> {
  if (networks.length > 0) await $`docker network rm ${networks.map(({ id }) => id)}`
}

/** A process number comes round again, its start time does not. */
function owner(pid: number): string {
  return `${pid}-${startTime(pid)}`
}

function isAlive(name: string): boolean {
  const pid = Number(name.split('-')[0])
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
