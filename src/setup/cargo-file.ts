import { open } from 'node:fs/promises'
import { pack } from 'tar-stream'
import { CARGO_LIMIT, CARGO_NAME, type Cargo, NOT_OURS, NOT_WHOLE, parseCargo } from './cargo.ts'

/** An entry of a tar archive begins with so many bytes, and its content is filled up to a multiple of them. */
const BLOCK = 512

/** A file of saved images: its cargo, and the offset of the part for `docker load`. */
export interface CargoFile {
  cargo: Cargo
  start: number
}

/** The first bytes of a file, before those of `docker save`: together they are one tar archive. */
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

/**
 * Reads the cargo of a file of saved images, which must have the images of these names. Throws an error whose
 * message continues a sentence that begins with the file's name.
 */
export async function openCargo(file: string, names: string[]): Promise<CargoFile> {
  const { text, start } = await readFirst(file)
  return { cargo: parseCargo(text, names), start }
}

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
