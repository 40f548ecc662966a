import { constants } from 'node:fs'
import { type FileHandle, open, opendir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from './limits.ts'

/** A file or folder that is not opened; the message gives the learner the reason. */
class NotOpened extends Error {
  override readonly name = 'NotOpened'
}

/**
 * Reads a regular file of a submission; every file that a learner handed in is opened here. No link is followed, a pipe or
 * device blocks nothing, and no more than `limits.fileBytes` is read. Throws {@link NotOpened} for what is no such file, and
 * the system's own error where it cannot be opened.
 */
export async function readRegularFile(root: string, path: string): Promise<Uint8Array> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  const file = join(await realpath(root), path)
  const handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const opened = await handle.stat()
    if (!opened.isFile()) throw new NotOpened('Not a regular file.')
    // A folder on the way may have become a link since the walk, and a folder again since the file was opened.
    const there = await stat(file)
    if ((await realpath(file)) !== file || there.ino !== opened.ino || there.dev !== opened.dev)
      throw new NotOpened('A symbolic link is not followed: hand in the file itself.')
    const bytes = await readAtMost(handle, limits.fileBytes + 1)
    if (bytes.length > limits.fileBytes) throw new NotOpened('Larger than 256 KiB: not read.')
    return bytes
  } finally {
    await handle.close()
  }
}

async function readAtMost(handle: FileHandle, limit: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(limit)
  let length = 0
  while (length < limit) {
    const { bytesRead } = await handle.read(buffer, length, limit - length, length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return Uint8Array.from(buffer.subarray(0, length))
}

/** The names in a folder, sorted. Throws {@link NotOpened} for more than `most`: which of them come first is chance. */
export async function namesIn(folder: string, most: number): Promise<string[]> {
  const names: string[] = []
  for await (const { name } of await opendir(folder, { bufferSize: 1024 })) {
    if (names.length === most) throw new NotOpened('Too many files in a folder: none of them is read.')
    names.push(name)
  }
  return names.sort()
}

/** Why something was not opened, as a sentence for the learner. */
export function whyNotOpened(cause: unknown): string {
  return cause instanceof NotOpened ? cause.message : `Cannot be read (${codeOf(cause)}).`
}

/** The operating system's word for what went wrong, such as `EACCES`. */
export function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
}
