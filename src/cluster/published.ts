import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { $ } from '../setup/shell.ts'

/** The address at which this machine reaches Docker's published ports. */
export interface Published {
  /** The name or address of Docker's machine. */
  host: string
  /** Whether that is another machine than ours in all that counts here: no address of it is ours, and no file. */
  isElsewhere: boolean
}

/** Facts that tell where Docker runs. */
export interface Surroundings {
  /** The address of Docker's socket; none if it is at its usual place. */
  dockerHost?: string | undefined
  /** The address by which this machine reaches all others; none if it is not known, or matters not. */
  gateway?: string | undefined
  /** The addresses that Docker's machine has on Docker's own networks. */
  dockers: string[]
}

const LOOPBACK = '127.0.0.1'

/**
 * Docker is on this machine unless its socket is on another one, or was handed into the container that we run in: then
 * Docker publishes its ports on the machine around that container, and what is mounted is looked for there. That is told
 * by our way out, which leads over one of Docker's networks only if it is Docker that runs us.
 */
export function publishedAt({ dockerHost = '', gateway, dockers }: Surroundings): Published {
  if (dockerHost.startsWith('tcp:') && URL.canParse(dockerHost)) {
    const { hostname } = new URL(dockerHost)
    const isElsewhere = !['localhost', LOOPBACK, '[::1]'].includes(hostname)
    return { host: isElsewhere ? hostname : LOOPBACK, isElsewhere }
  }
  if (gateway && dockers.includes(gateway)) return { host: gateway, isElsewhere: true }
  return { host: LOOPBACK, isElsewhere: false }
}

let found: Promise<Published> | undefined

/**
 * Finds the address of Docker's published ports, and passes it to Testcontainers, which in any container
 * assumes that Docker's socket was mounted into it. The user's own TESTCONTAINERS_HOST_OVERRIDE comes first.
 */
export function findPublished(): Promise<Published> {
  found ??= look()
  return found
}

async function look(): Promise<Published> {
  const { DOCKER_HOST: dockerHost, TESTCONTAINERS_HOST_OVERRIDE: chosen } = process.env
  const inside = existsSync('/.dockerenv') && {
    gateway: gatewayIn(await readFile('/proc/net/route', 'utf8').catch(() => '')),
    dockers: await gatewaysOfDocker(),
  }
  const place = publishedAt({ dockerHost, ...(inside || { dockers: [] }) })
  const host = chosen ?? place.host
  process.env.TESTCONTAINERS_HOST_OVERRIDE = host
  return { ...place, host }
}

/** The gateway of the default route, in the kernel's table of routes: numbers in hexadecimal, the last byte first. */
export function gatewayIn(routes: string): string | undefined {
  const lines = routes.split('\n').map((line) => line.split('\t'))
  const bytes = lines.find(([, destination]) => destination === '00000000')?.[2]?.match(/../g)
  return bytes
    ?.reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.')
}

/** A network may go while it is asked about: the others are told all the same. */
async function gatewaysOfDocker(): Promise<string[]> {
  const networks = await $`docker network ls --quiet --filter driver=bridge`
  const format = '{{range .IPAM.Config}}{{println .Gateway}}{{end}}'
  const { stdout } =
    await $`docker network inspect --format ${format} ${networks.stdout.split('\n').filter(Boolean)}`
  return stdout.split('\n').filter(Boolean)
}
