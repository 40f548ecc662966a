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

/**
 * Whether a condition of the shell's holds in an image, such as `test -d /etc` or `command -v mke2fs`. An image is looked
 * at, and not told by its name: it may be tagged as another. Throws {@link NotReady} where it cannot be looked at.
 */
export async function holdsInImage(image: string, condition: string): Promise<boolean> {
  const script = `if ${condition} >/dev/null; then echo yes; else echo no; fi`
  const ran = await $`docker run --rm --network none --entrypoint /bin/sh ${image} -c ${script}`
  const answer = ran.stdout.trim()
  if (ran.exitCode !== 0 || !['yes', 'no'].includes(answer))
    throw new NotReady(`The image ${image} could not be looked into: ${lastWords(ran)}`)
  return answer === 'yes'
}
