import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { extract, pack } from 'tar-stream'
import { CARGO_LIMIT, CARGO_NAME, type Cargo, NOT_OURS, parseCargo } from './cargo.ts'

/** An entry of a tar archive begins with so many bytes, and its content is filled up to a multiple of them. */
const BLOCK = 512

/** A file of saved images that has been read, and where in it that which `docker load` is given begins. */
export interface CargoFile {
  cargo: Cargo
  start: number
}

/** The bytes that a file begins with, before those of `docker save`: together they are one tar archive. */
export async function packCargo(cargo: Cargo): Promise<Buffer> {
  const text = JSON.stringify(cargo)
  const packing = pack()
  packing.entry({ name: CARGO_NAME, mtime: new Date(0) }, text)
  const chunks: Buffer[] = []
  // No end of an archive: Docker's own follows.
  const length = BLOCK + Math.ceil(Buffer.byteLength(text) / BLOCK) * BLOCK
  packing.finalize()
  for await (const chunk of packing as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).subarray(0, length)
}

/** Reads what a file of saved images says of itself. Throws an error whose message follows the name of the file. */
export async function openCargo(file: string): Promise<CargoFile> {
  const { text, start } = await readFirst(file)
  return { cargo: parseCargo(text), start }
}

/**
 * Reads a file of saved images to its end, without unpacking it. Throws an error whose message follows the name of the
 * file, where it is not whole, or would put anything into Docker under a name that its cargo does not say.
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

const NOT_WHOLE = 'is not whole: it ends before all of its images. Copy it again, and compare the sizes.'

async function readFirst(file: string): Promise<{ text: string; start: number }> {
  const handle = await open(file, 'r')
  try {
    const header = Buffer.alloc(BLOCK)
    const { bytesRead } = await handle.read(header, 0, BLOCK, 0)
    const name = header.subarray(0, CARGO_NAME.length + 1).toString('latin1')
    const size = Number.parseInt(header.subarray(124, 136).toString('latin1'), 8)
    if (bytesRead < BLOCK || name !== `${CARGO_NAME}\0` || !(size > 0 && size <= CARGO_LIMIT))
      throw new Error(NOT_OURS)
    const content = Buffer.alloc(size)
    if ((await handle.read(content, 0, size, BLOCK)).bytesRead < size) throw new Error(NOT_WHOLE)
    return { text: content.toString('utf8'), start: BLOCK + Math.ceil(size / BLOCK) * BLOCK }
  } finally {
    await handle.close()
  }
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

/** Every name under which Docker would load an image. Throws where what a list says should be there is not. */
function namesIn(entries: Entries): string[] {
  const manifest = listIn(entries, 'manifest.json')
  if (!Array.isArray(manifest)) throw new Error(NOT_WHOLE)
  for (const { Config, Layers } of manifest)
    for (const part of [Config, ...(Layers ?? [])]) if (!entries.has(part)) throw new Error(NOT_WHOLE)
  const repositories = Object.entries(listIn(entries, 'repositories') ?? {}) as [string, object][]
  const index: { annotations?: Record<string, string> }[] = listIn(entries, 'index.json')?.manifests ?? []
  return [
    ...manifest.flatMap(({ RepoTags }) => RepoTags ?? []),
    ...repositories.flatMap(([name, tags]) => Object.keys(tags).map((tag) => `${name}:${tag}`)),
    ...index.flatMap(({ annotations }) => annotations?.['io.containerd.image.name'] ?? []),
  ].map((name) => String(name).replace(/^docker\.io\//, ''))
}

// biome-ignore lint/suspicious/noExplicitAny: what Docker writes; whoever reads it looks at what is there
function listIn(entries: Entries, name: string): any {
  const text = entries.get(name)
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    throw new Error(NOT_OURS)
  }
}
