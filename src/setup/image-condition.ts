import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

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
