import { readFileSync } from 'node:fs'
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { $ } from '../parts/shell.ts'

const label = 'dev.assay.owner'
const prefix = 'assay-run-'

/** The folder for what this process keeps on disk while it runs. */
const runFolder = path.join(tmpdir(), prefix + owner(process.pid))

/** What one cluster of this process has on the machine. */
export interface Belongings {
  /** For its container: names the process that it belongs to. */
  label: Record<string, string>
  /** A folder for this user alone. */
  folder: string
}

let clusters = 0

/** Sets a label and a folder aside for a new cluster. */
export async function setAside(): Promise<Belongings> {
  const cluster = String(++clusters)
  const folder = path.join(runFolder, cluster)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return { label: { [label]: `${hostname()}/${owner(process.pid)}/${cluster}` }, folder }
}

/** Removes the containers and folders of this machine's runs that ended without removing them. */
export async function sweep(): Promise<void> {
  const containers = await listContainers(label)
  await removeContainers(containers.filter(({ host, owner }) => host === hostname() && !isAlive(owner)))
  const folders = (await readdir(tmpdir())).filter(
    (name) => name.startsWith(prefix) && !isAlive(name.slice(prefix.length)),
  )
  await Promise.all(folders.map((name) => rm(path.join(tmpdir(), name), { recursive: true, force: true })))
}

/** Removes a cluster's container and folder, whatever state they are in. */
export async function remove({ label: own, folder }: Belongings): Promise<void> {
  await removeContainers(await listContainers(`${label}=${own[label]}`))
  await rm(folder, { recursive: true, force: true })
  // Another cluster of this process may still have its folder there.
  await rmdir(runFolder).catch(() => undefined)
}

interface Owned {
  id: string
  host: string
  owner: string
}

async function listContainers(filter: string): Promise<Owned[]> {
  const { stdout } =
    await $`docker ps --all --filter label=${filter} --format ${`{{.ID}}/{{.Label "${label}"}}`}`
  const lines = stdout.split('\n').filter(Boolean)
  return lines.map((line) => {
    const [id = '', host = '', owner = ''] = line.split('/')
    return { id, host, owner }
  })
}

async function removeContainers(containers: Owned[]): Promise<void> {
  if (containers.length > 0) await $`docker rm --force --volumes ${containers.map(({ id }) => id)}`
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
