import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** Where the docker command finds its engine. */
export interface DockerContext {
  /** Its name; {@link VARIABLE} where that variable says it. */
  name: string
  /** The address of the engine's socket. */
  host: string
  /** The folder of the certificates that the engine asks for, if it does. */
  certificates?: string
}

/** The variable that comes before every context. */
export const VARIABLE = 'DOCKER_HOST'

/** The only context that needs no configuration: the engine of this machine, at its usual place. */
export const DEFAULT_CONTEXT = 'default'

/**
 * Makes the engine that the docker command speaks to everybody's. Testcontainers knows nothing of contexts, and reads
 * these variables when the first container is started: without them the images would be pulled into one engine, and the
 * node looked for in another. Returns the context; nothing where there is no docker command, without which there is no
 * engine for us either. Throws {@link NotReady} where the context cannot be used.
 */
export async function followContext(): Promise<DockerContext | undefined> {
  const context = await findContext()
  if (!context || [DEFAULT_CONTEXT, VARIABLE].includes(context.name)) return context
  if (context.host.startsWith('ssh:'))
    throw new NotReady(
      `Docker's context ${context.name} leads to ${context.host}. A cluster's ports are published there, where they cannot be reached from here: choose an engine of this machine (\`docker context ls\`, \`docker context use NAME\`) and try again.`,
    )
  Object.assign(process.env, environmentOf(context))
  followed = context
  return context
}

/** What this process has been led to: it, and not the user, has set the variable then. */
let followed: DockerContext | undefined

/** Asks the docker command for its context. Throws {@link NotReady} where it is told to use one that it does not know. */
async function findContext(): Promise<DockerContext | undefined> {
  const { DOCKER_HOST } = process.env
  if (DOCKER_HOST) return DOCKER_HOST === followed?.host ? followed : { name: VARIABLE, host: DOCKER_HOST }
  const asked = await $({ timeout: '20s' })`docker context inspect`
  if (asked.exitCode === 0) return readContext(asked.stdout)
  if (asked.stderr.includes('not found') && asked.stderr.includes('context'))
    throw new NotReady(
      `Docker is told to use a context that there is not: ${lastWords(asked)}. \`docker context ls\` lists those that there are.`,
    )
  return undefined
}

/** Reads what `docker context inspect` prints of one context; nothing where it names no engine. */
export function readContext(json: string): DockerContext | undefined {
  const [found] = JSON.parse(json)
  const host = found?.Endpoints?.docker?.Host
  if (!found?.Name || !host) return undefined
  const isGuarded = found.TLSMaterial?.docker?.length > 0
  return { name: found.Name, host, ...(isGuarded && { certificates: `${found.Storage.TLSPath}/docker` }) }
}

/** What the variables must be that everybody reads who speaks to Docker. */
export function environmentOf({ host, certificates }: DockerContext): Record<string, string> {
  return {
    DOCKER_HOST: host,
    ...(certificates && { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates }),
  }
}
