import { isUtf8 } from 'node:buffer'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { caps } from './caps.ts'
import type { Role } from './names.ts'
import { startOf } from './position.ts'
import { error, note, type Problem } from './problem.ts'
import { codeOf, type Entry, walk } from './walk.ts'

/** A file that was read; `bytes` as they are, `text` without a byte order mark. */
export type SourceFile = { path: string; file: string; role: Role; bytes: Uint8Array; text: string }

/** Reads what a folder hands in, within the caps. */
export async function takeIn(root: string): Promise<{ sources: SourceFile[]; problems: Problem[] }> {
  const { entries, problems } = await walk(root)
  const sources: SourceFile[] = []
  let total = 0
  for (const entry of entries) {
    const at = startOf(entry.file)
    if (entry.role === 'kustomization') {
      problems.push(note('Kustomize is not run; the manifests beside this file are loaded as they are.', at))
      continue
    }
    if (sources.length === caps.files) {
      problems.push(error(`More than ${caps.files} files: from here on none is read.`, at))
      break
    }
    const read = await readWithin(root, entry)
    if ('message' in read) {
      problems.push(read)
      continue
    }
    total += read.bytes.length
    if (total > caps.totalBytes) {
      problems.push(error('More than 2 MiB in total: from here on no file is read.', at))
      break
    }
    sources.push(read)
  }
  return { sources, problems }
}

async function readWithin(root: string, entry: Entry): Promise<SourceFile | Problem> {
  const at = startOf(entry.file)
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
  let handle: FileHandle | undefined
  try {
    handle = await open(join(root, entry.path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    // Looked at again, because the name may have changed hands since the walk.
    if (!(await handle.stat()).isFile()) return error('Not a regular file.', at)
    const bytes = await readAtMost(handle, caps.fileBytes + 1)
    if (bytes.length > caps.fileBytes) return error('Larger than 256 KiB: not read.', at)
    return decode(entry, bytes)
  } catch (cause) {
    return error(`Cannot be read (${codeOf(cause)}).`, at)
  } finally {
    await handle?.close()
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

function decode(entry: Entry, bytes: Uint8Array): SourceFile | Problem {
  const at = startOf(entry.file)
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return error('Saved as UTF-16: save it as UTF-8.', at)
  if (!isUtf8(bytes)) return error('Not UTF-8: save it as UTF-8.', { ...at, line: lineOfBadByte(bytes) })
  const text = new TextDecoder().decode(bytes)
  const control = text.search(/[^\P{Cc}\t\n\r\u0085]/u)
  if (control === -1) return { ...entry, bytes, text }
  const line = text.slice(0, control).split('\n').length
  const code = text.charCodeAt(control).toString(16).padStart(4, '0')
  return error(`Holds a control character (U+${code.toUpperCase()}): is it a text file?`, { ...at, line })
}

function lineOfBadByte(bytes: Uint8Array): number {
  let from = 0
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(0x0a, from)
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) return line
    from = end + 1
  }
}
