import { readFileSync } from 'node:fs'
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { $, lastWords } from '../parts/shell.ts'
import { NotReady } from '../parts/step.ts'
import type { Published } from './published.ts'

const label = 'dev.assay.owner'
const prefix = 'assay-run-'

/** The folder for what this process keeps on disk while it runs. */
const runFolder = path.join(tmpdir(), prefix + owner(process.pid))

/** What one cluster of this process has on the machine. */
export interface Belongings {
  /** For its container and its network: names the process that they belong to. */
  label: Record<string, string>
  /** The name of its network. */
  network: string
  /** A folder for this user alone. */
  folder: string
}

let clusters = 0

/** Sets a label and a folder aside for a new cluster. */
export async function setAside(): Promise<Belongings> {
  const cluster = String(++clusters)
  const folder = path.join(runFolder, cluster)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const network = `assay-${hostname()}-${owner(process.pid)}-${cluster}`
  return { label: { [label]: `${hostname()}/${owner(process.pid)}/${cluster}` }, network, folder }
}

/**
 * Makes the network of a cluster, which no other container is on. Its ports are published on 127.0.0.1 alone, unless
 * Docker is on another machine, whose 127.0.0.1 cannot be reached from here. Throws {@link NotReady} with Docker's words
 * where it cannot be made.
 */
export async function makeNetwork(
  { label: own, network }: Belongings,
  { isElsewhere }: Pick<Published, 'isElsewhere'>,
): Promise<string> {
  const bridge = 'com.docker.network.bridge'
  const options = [
    `${bridge}.enable_icc=false`,
    `${bridge}.enable_ip_masquerade=false`,
    ...(isElsewhere ? [] : [`${bridge}.host_binding_ipv4=127.0.0.1`]),
  ].flatMap((option) => ['--opt', option])
  const made =
    await $`docker network create --driver bridge ${options} --label ${`${label}=${own[label]}`} ${network}`
  if (made.exitCode !== 0)
    throw new NotReady(
      `Docker makes no network for the cluster: ${lastWords(made)}. \`docker network prune\` removes those that nothing uses.`,
    )
  return network
}

/** Removes the containers, networks and folders of this machine's runs that ended without removing them. */
export async function sweep(): Promise<void> {
  const isLeft = ({ host, owner }: Owned) => host === hostname() && !isAlive(owner)
  await removeContainers((await listContainers(label)).filter(isLeft))
  await removeNetworks((await listNetworks(label)).filter(isLeft))
  const folders = (await readdir(tmpdir())).filter(
    (name) => name.startsWith(prefix) && !isAlive(name.slice(prefix.length)),
  )
  await Promise.all(folders.map((name) => rm(path.join(tmpdir(), name), { recursive: true, force: true })))
}

/** Removes a cluster's container, network and folder, whatever state they are in. */
export async function remove({ label: own, folder }: Belongings): Promise<void> {
  const filter = `${label}=${own[label]}`
  await removeContainers(await listContainers(filter))
  await removeNetworks(await listNetworks(filter))
  await rm(folder, { recursive: true, force: true })
  // Another cluster of this process may still have its folder there.
  await rmdir(runFolder).catch(() => undefined)
}

interface Owned {
  id: string
  host: string
  owner: string
}

const FORMAT = `{{.ID}}/{{.Label "${label}"}}`

const listContainers = async (filter: string) =>
  readOwned(await $`docker ps --all --filter label=${filter} --format ${FORMAT}`)

const listNetworks = async (filter: string) =>
  readOwned(await $`docker network ls --filter label=${filter} --format ${FORMAT}`)

function readOwned({ stdout }: { stdout: string }): Owned[] {
  const lines = stdout.split('\n').filter(Boolean)
  return lines.map((line) => {
    const [id = '', host = '', owner = ''] = line.split('/')
    return { id, host, owner }
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
