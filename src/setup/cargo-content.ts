import { createReadStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { extract } from 'tar-stream'
import { NOT_OURS, NOT_WHOLE } from './cargo.ts'
import type { CargoFile } from './cargo-file.ts'

/**
 * Reads a file of saved images to its end, without unpacking it. Throws if it is incomplete, or would load an
 * image under a name that its cargo does not list; the message continues a sentence that begins with the
 * file's name.
 */
export async function mustHold(file: string, { cargo, start }: CargoFile): Promise<void> {
  const entries = await listEntries(file, start)
  const named = namesIn(entries)
  const own = Object.values(cargo.images).map(({ name }) => name)
  const strange = named.find((name) => !own.includes(name))
  if (strange !== undefined)
    throw new Error(
      `would put an image into Docker under a name that is not Assay's: ${strange.slice(0, 100)}.`,
    )
  if (own.some((name) => !named.includes(name))) throw new Error(NOT_WHOLE)
}

const ID = '[0-9a-f]{64}'

/** What `docker save` writes, of engines with either image store. */
const FILES = new RegExp(
  `^(?:blobs/sha256/${ID}|${ID}\\.json|${ID}/(?:json|VERSION|layer\\.tar)|manifest\\.json|index\\.json|oci-layout|repositories)$`,
)
const FOLDERS = new RegExp(`^(?:blobs/?|blobs/sha256/?|${ID}/?)$`)
/** A layer that two images share is stored once. */
const LINK = new RegExp(`^\\.\\./${ID}/layer\\.tar$`)

/** The lists that say under which names Docker loads images, and in bytes more than any of them has. */
const LISTS = ['manifest.json', 'index.json', 'repositories']
const LIST_LIMIT = 2 ** 20

type Entries = Map<string, string | undefined>

/** All entries by name; with its text, where it is a list of names. */
async function listEntries(file: string, start: number): Promise<Entries> {
  const entries: Entries = new Map()
  const reading = createReadStream(file, { start })
  const parsing = extract()
  reading.on('error', (error) => parsing.destroy(error))
  reading.pipe(parsing)
  try {
    for await (const entry of parsing) {
      const { name, type, linkname, size = 0 } = entry.header
      const isKnown =
        (type === 'file' && FILES.test(name)) ||
        (type === 'directory' && FOLDERS.test(name)) ||
        (type === 'symlink' && name.endsWith('/layer.tar') && FILES.test(name) && LINK.test(linkname ?? ''))
      if (!isKnown || (entries.has(name) && type !== 'directory')) throw new Error(NOT_OURS)
      const isList = LISTS.includes(name)
      if (isList && size > LIST_LIMIT) throw new Error(NOT_OURS)
      const chunks: Buffer[] = []
      for await (const chunk of entry as AsyncIterable<Buffer>) if (isList) chunks.push(chunk)
      entries.set(name, isList ? Buffer.concat(chunks).toString('utf8') : undefined)
    }
  } catch (error) {
    throw /unexpected end of data/i.test((error as Error).message) ? new Error(NOT_WHOLE) : error
  } finally {
    reading.destroy()
    await finished(reading).catch(() => undefined)
  }
  return entries
}

/** Every name under which Docker would load an image. Throws if what a list says should be there is not. */
function namesIn(entries: Entries): string[] {
  const manifest = listIn<Loaded[]>(entries, 'manifest.json')
  if (!Array.isArray(manifest)) throw new Error(NOT_WHOLE)
  for (const { Config, Layers } of manifest)
    for (const part of [Config, ...(Layers ?? [])]) if (!entries.has(part)) throw new Error(NOT_WHOLE)
  const repositories = Object.entries(listIn<Record<string, object>>(entries, 'repositories') ?? {})
  const index = listIn<{ manifests?: Indexed[] }>(entries, 'index.json')?.manifests ?? []
  return [
    ...manifest.flatMap(({ RepoTags }) => RepoTags ?? []),
    ...repositories.flatMap(([name, tags]) => Object.keys(tags).map((tag) => `${name}:${tag}`)),
    ...index.flatMap(({ annotations }) => annotations?.['io.containerd.image.name'] ?? []),
  ].map((name) => String(name).replace(/^docker\.io\//, ''))
}

/** An image in Docker's own list. */
interface Loaded {
  Config: string
  Layers?: string[] | null
  RepoTags?: string[] | null
}

/** An image in the list of an OCI archive. */
interface Indexed {
  annotations?: Record<string, string>
}

/** A list as Docker writes it, if the archive has it. */
function listIn<T>(entries: Entries, name: string): T | undefined {
  const text = entries.get(name)
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    throw new Error(NOT_OURS)
  }
}
