import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** The way in which the docker command finds its engine. */
export interface DockerContext {
  /** Its name; {@link VARIABLE} if that variable sets it. */
  name: string
  /** The address of the engine's socket. */
  host: string
  /** The folder of the certificates that the engine asks for, if it does. */
  certificates?: string
}

/** The variable that overrides every context. */
export const VARIABLE = 'DOCKER_HOST'

/** The only context that needs no configuration: the engine of this machine, at its usual place. */
export const DEFAULT_CONTEXT = 'default'

/**
 * Makes every client use the docker command's engine. Testcontainers ignores contexts, and reads these
 * variables when it starts its first container: without them, images would be pulled into one engine and the
 * node started in another. Returns the context; nothing if there is no docker command, and so no engine.
 * Throws {@link NotReady} if the context cannot be used.
 */
export async function followContext(): Promise<DockerContext | undefined> {
  const context = await findContext()
  if (!context || [DEFAULT_CONTEXT, VARIABLE].includes(context.name)) return context
  if (context.host.startsWith('ssh:'))
    throw new NotReady(
      `Docker's context ${context.name} leads to ${context.host}. A cluster publishes its ports there, out of reach from here. Choose an engine on this machine (\`docker context ls\`, \`docker context use NAME\`) and try again.`,
    )
  Object.assign(process.env, environmentOf(context))
  followed = context
  return context
}

/** What this process has been led to: it, and not the user, has set the variable then. */
let followed: DockerContext | undefined

/** Asks the docker command for its context. Throws {@link NotReady} if that context does not exist. */
async function findContext(): Promise<DockerContext | undefined> {
  const { DOCKER_HOST } = process.env
  if (DOCKER_HOST) return DOCKER_HOST === followed?.host ? followed : { name: VARIABLE, host: DOCKER_HOST }
  const asked = await $({ timeout: '20s' })`docker context inspect`
  if (asked.exitCode === 0) return readContext(asked.stdout)
  if (asked.stderr.includes('not found') && asked.stderr.includes('context'))
    throw new NotReady(
      `Docker is told to use a context that does not exist: ${lastWords(asked)}. \`docker context ls\` lists the contexts.`,
    )
  return undefined
}

/** Parses the output of `docker context inspect`; nothing if it names no engine. */
export function readContext(json: string): DockerContext | undefined {
  const [found] = JSON.parse(json)
  const host = found?.Endpoints?.docker?.Host
  if (!found?.Name || !host) return undefined
  const isGuarded = found.TLSMaterial?.docker?.length > 0
  return { name: found.Name, host, ...(isGuarded && { certificates: `${found.Storage.TLSPath}/docker` }) }
}

/** The values of the environment variables that all Docker clients read. */
export function environmentOf({ host, certificates }: DockerContext): Record<string, string> {
  return {
    DOCKER_HOST: host,
    ...(certificates && { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates }),
  }
}
