import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** Docker's facts about an image that it has. */
export interface Found {
  architecture: string
  megabytes: number
}

/** Asks Docker about an image; nothing if it has none of that name. */
export async function inspect(image: string): Promise<Found | undefined> {
  const format = '{{.Architecture}} {{.Size}}'
  const { exitCode, stdout } = await $`docker image inspect --format ${format} ${image}`
  if (exitCode !== 0) return undefined
  const [architecture = '', size] = stdout.trim().split(' ')
  return { architecture, megabytes: Math.round(Number(size) / 1e6) }
}

/** Whether the host's Docker has an image. */
export const isPresent = async (image: string) => (await inspect(image)) !== undefined

/** Gives an image one more name. Throws {@link NotReady} if Docker refuses. */
export async function tag(address: string, own: string): Promise<void> {
  if (address === own) return
  const tagged = await $`docker tag ${address} ${own}`
  if (tagged.exitCode !== 0) throw new NotReady(`docker tag ${address} ${own} failed: ${lastWords(tagged)}`)
}

/**
 * Whether a shell condition holds in an image, such as `test -d /etc` or `command -v mke2fs`. The image
 * itself is tested, not its name, which may be a tag of another. Throws {@link NotReady} if it cannot be
 * tested.
 */
export async function holdsInImage(image: string, condition: string): Promise<boolean> {
  const script = `if ${condition} >/dev/null; then echo yes; else echo no; fi`
  const ran = await $`docker run --rm --network none --entrypoint /bin/sh ${image} -c ${script}`
  const answer = ran.stdout.trim()
  if (ran.exitCode !== 0 || !['yes', 'no'].includes(answer))
    throw new NotReady(`The image ${image} could not be inspected: ${lastWords(ran)}`)
  return answer === 'yes'
}
