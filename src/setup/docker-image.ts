import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** What Docker says of an image that it has. */
export interface Found {
  architecture: string
  megabytes: number
}

/** Asks Docker for an image; nothing where it has none of that name. */
export async function inspect(image: string): Promise<Found | undefined> {
  const format = '{{.Architecture}} {{.Size}}'
  const { exitCode, stdout } = await $`docker image inspect --format ${format} ${image}`
  if (exitCode !== 0) return undefined
  const [architecture = '', size] = stdout.trim().split(' ')
  return { architecture, megabytes: Math.round(Number(size) / 1e6) }
}

/** Whether the host's Docker has an image. */
export const isPresent = async (image: string) => (await inspect(image)) !== undefined

/** Gives an image one more name. Throws {@link NotReady} where Docker refuses. */
export async function tag(address: string, own: string): Promise<void> {
  if (address === own) return
  const tagged = await $`docker tag ${address} ${own}`
  if (tagged.exitCode !== 0) throw new NotReady(`docker tag ${address} ${own} failed: ${lastWords(tagged)}`)
}
