import { NotReady } from './step.ts'

/**
 * The registry in ASSAY_REGISTRY, for all images, if it is set. Throws {@link NotReady} if it is no valid
 * address.
 */
export function namedRegistry(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { ASSAY_REGISTRY: named } = env
  if (!named) return undefined
  const address = named.endsWith('/') ? named.slice(0, -1) : named
  if (isAddress(address)) return address
  throw new NotReady(
    `ASSAY_REGISTRY=${named} is not a registry address: expected HOST[:PORT][/PREFIX] without https://, with a dot or a port in the host and no capitals in the prefix.`,
  )
}

function isAddress(address: string): boolean {
  const [host = '', ...folders] = address.split('/')
  const isHost = /^(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/.test(host) && hostOf(`${host}/`) !== undefined
  return isHost && !host.startsWith('-') && folders.every((folder) => /^[a-z0-9][a-z0-9._-]*$/.test(folder))
}

/** The host of a reference, as Docker reads it; none for Docker Hub. */
export function hostOf(reference: string): string | undefined {
  const [first = '', ...rest] = reference.split('/')
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : undefined
}

/**
 * The address of a public image in a registry: the same path, without the public host. Docker Hub's official
 * images keep the `library/` that Docker leaves out, since a registry that mirrors Docker Hub needs it.
 */
export function addressIn(registry: string | undefined, reference: string): string {
  if (registry === undefined) return reference
  const host = hostOf(reference)
  if (host !== undefined) return `${registry}${reference.slice(host.length)}`
  return `${registry}/${reference.includes('/') ? '' : 'library/'}${reference}`
}
