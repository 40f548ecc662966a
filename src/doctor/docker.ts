import { statfs } from 'node:fs/promises'
import { findPublished } from '../cluster/published.ts'
import { type DockerContext, followContext, VARIABLE } from '../setup/docker-context.ts'
import { askDockerHost, type DockerHost } from '../setup/docker-host.ts'
import { engineVersion, mayInstallEngine, noEngine } from '../setup/engine.ts'
import { LEAST } from '../setup/node-size.ts'
import type { Finding } from './finding.ts'

/** Docker's own facts, and those of its machine. */
export interface DockerInfo extends DockerHost {
  version: string
  context: DockerContext | undefined
}

/** Looks for Docker, and tells its context and socket. Does not start or install anything. */
export async function findDocker(): Promise<{ finding: Finding; docker?: DockerInfo }> {
  const name = 'Docker'
  const asked = 'The docker command reaches a Docker engine.'
  const lacking = (error: Error, advice?: string): { finding: Finding } => {
    const [seen = '', ...rest] = error.message.split(/(?<=\.) /)
    return { finding: { mark: 'lacks', name, seen, asked, advice: advice ?? rest.join(' ') } }
  }
  try {
    const context = await followContext()
    const version = await engineVersion()
    if (!version) return lacking(noEngine(context), await canBeInstalled(context))
    const seen = `${version}, ${whereOf(context)}`
    return { finding: { mark: 'ok', name, seen }, docker: { version, context, ...(await askDockerHost()) } }
  } catch (error) {
    return lacking(error as Error)
  }
}

/**
 * The advice on a system where other commands install an engine; nothing elsewhere, or if a context is set.
 */
async function canBeInstalled(context: DockerContext | undefined): Promise<string | undefined> {
  return (await mayInstallEngine(context))
    ? 'Run `npm run setup`: on this system, as root, it installs an engine and starts it.'
    : undefined
}

function whereOf(context: DockerContext | undefined): string {
  if (!context) return 'at its usual socket'
  return context.name === VARIABLE
    ? `DOCKER_HOST=${context.host}`
    : `context ${context.name}, ${context.host}`
}

/** The findings on the resources of Docker's machine that a cluster needs. */
export async function lookIntoDocker(docker: DockerInfo): Promise<Finding[]> {
  const { host, isElsewhere } = await findPublished()
  return [
    judge('CPUs', docker.cpus, LEAST.cpus, 'for Docker', 'Give Docker more CPUs in its settings'),
    judge(
      'memory',
      docker.memoryMi,
      LEAST.memoryMi,
      'MiB for Docker',
      'Give Docker more memory in its settings',
    ),
    await findRoom(docker.folder, isElsewhere),
    { mark: 'ok', name: 'control groups', seen: `version ${docker.cgroups}` },
    { mark: 'ok', name: 'ports', seen: `published ports are reached at ${host}` },
  ]
}

/** The finding on an amount: ok, or less than is needed. */
export function judge(name: string, has: number, least: number, of: string, advice: string): Finding {
  const mark = has >= least ? 'ok' : 'lacks'
  return {
    mark,
    name,
    seen: `${has} ${of}`,
    asked: `At least ${least} ${of}.`,
    advice: `${advice}, and try again.`,
  }
}

/** In MiB, an estimate: the images and their archive take 3 GB, and what a cluster unpacks of them and writes some 2. */
const LEAST_ROOM_MI = 5120

async function findRoom(folder: string, isElsewhere: boolean): Promise<Finding> {
  const name = 'disk'
  const volume = isElsewhere ? undefined : await statfs(folder).catch(() => undefined)
  if (!volume)
    return {
      mark: 'note',
      name,
      seen: `${folder} is on Docker's own machine; \`docker system df\` shows what fills it`,
    }
  const freeMi = Math.floor((volume.bavail * volume.bsize) / 2 ** 20)
  return judge(
    name,
    freeMi,
    LEAST_ROOM_MI,
    `MiB free in ${folder}`,
    'Free some space (`docker system prune`)',
  )
}
