import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { $ } from '../parts/shell.ts'

/** Where the ports that Docker publishes are reached from here. */
export interface Published {
  /** The name or address of Docker's machine. */
  host: string
  /** Whether that is another machine than ours in all that counts here: no address of it is ours, and no file. */
  isElsewhere: boolean
}

/** What tells where Docker runs. */
export interface Surroundings {
  /** The address of Docker's socket; none where it is at its usual place. */
  dockerHost?: string | undefined
  /** Whether we run in a container ourselves. */
  isContainer: boolean
  /** The address that Docker's machine has on Docker's default network; none where there is no such network. */
  gateway?: string | undefined
  /** The addresses of this machine. */
  addresses: string[]
}

const LOOPBACK = '127.0.0.1'

/**
 * Docker is on this machine unless its socket is on another one, or is handed into the container that we run in: then
 * Docker publishes its ports on the machine around that container, and what is mounted is looked for there. That is told
 * by Docker's default network, which is among our own only if the engine runs beside us.
 */
export function placeOf({ dockerHost = '', isContainer, gateway, addresses }: Surroundings): Published {
  if (dockerHost.startsWith('tcp:') && URL.canParse(dockerHost)) {
    const { hostname } = new URL(dockerHost)
    const isElsewhere = !['localhost', LOOPBACK, '[::1]'].includes(hostname)
    return { host: isElsewhere ? hostname : LOOPBACK, isElsewhere }
  }
  if (isContainer && gateway && !addresses.includes(gateway)) return { host: gateway, isElsewhere: true }
  return { host: LOOPBACK, isElsewhere: false }
}

let found: Promise<Published> | undefined

/**
 * Finds out where the ports that Docker publishes are reached, and tells Testcontainers, which takes every container for
 * one that Docker's socket was handed into. The user's own TESTCONTAINERS_HOST_OVERRIDE comes first.
 */
export function findPublished(): Promise<Published> {
  found ??= look()
  return found
}

async function look(): Promise<Published> {
  const { DOCKER_HOST, TESTCONTAINERS_HOST_OVERRIDE: chosen } = process.env
  const isContainer = existsSync('/.dockerenv')
  const place = placeOf({
    dockerHost: DOCKER_HOST,
    isContainer,
    gateway: isContainer ? await gatewayOfDocker() : undefined,
    addresses: Object.values(networkInterfaces()).flatMap((own = []) => own.map(({ address }) => address)),
  })
  const host = chosen ?? place.host
  process.env.TESTCONTAINERS_HOST_OVERRIDE = host
  return { ...place, host }
}

async function gatewayOfDocker(): Promise<string | undefined> {
  const format = '{{range .IPAM.Config}}{{println .Gateway}}{{end}}'
  const { exitCode, stdout } = await $`docker network inspect bridge --format ${format}`
  return exitCode === 0 ? stdout.split('\n').find(Boolean) : undefined
}
