import { type Images, namesIn } from './image-set.ts'
import { $, lastWords } from './shell.ts'
import { NotReady } from './step.ts'

/** The exact image that a grade used: its tag may name another one tomorrow. */
export interface ImageDigest {
  name: string
  /** Its origin; with the registry's digest, if it was pulled. */
  reference: string
  /** Docker's own id of its content, `sha256:…`. */
  id: string
}

/** The short form of an id, as Docker shows it. */
export const shortId = (id: string) => id.replace(/^sha256:/, '').slice(0, 12)

/** Asks Docker for the exact identity of the images. */
export async function digestImages(images: Images): Promise<ImageDigest[]> {
  const entries = Object.entries(namesIn(images))
  const format = '{{.Id}} {{json .RepoDigests}}'
  const asked = await $`docker image inspect --format ${format} ${entries.map(([, own]) => own)}`
  if (asked.exitCode !== 0) throw new NotReady(`Docker cannot inspect the images: ${lastWords(asked)}`)
  const lines = asked.stdout.trim().split('\n')
  return entries.map(([name, own], i) => {
    const [id = '', digests = 'null'] = (lines[i] ?? '').split(' ')
    const known: string[] = JSON.parse(digests) ?? []
    return { name, reference: withDigest(images.sources?.[name] ?? own, known), id }
  })
}

/** A reference with the digest by which its own registry knows it, of all those that an image is known by. */
export function withDigest(reference: string, known: string[]): string {
  const repository = reference.slice(0, reference.lastIndexOf(':'))
  const digest = known.find((one) => one.startsWith(`${repository}@`))?.slice(repository.length)
  return `${reference}${digest ?? ''}`
}
