import { isUtf8 } from 'node:buffer'
import { limits } from './limits.ts'
import type { Role } from './names.ts'
import { readRegularFile, whyNotOpened } from './open.ts'
import { startOf } from './position.ts'
import { error, note, type Problem } from './problem.ts'
import { type Entry, walk } from './walk.ts'

/** A file that was read; `bytes` as they are, `text` without a byte order mark. */
export type SourceFile = { path: string; file: string; role: Role; bytes: Uint8Array; text: string }

/** The files of a folder: `sources` may hold answers; `others` are not read for answers. */
export type FilesRead = { sources: SourceFile[]; others: Entry[]; hidden: string[]; problems: Problem[] }

/** Reads what a folder hands in, within the limits. */
export async function readFiles(root: string): Promise<FilesRead> {
  const { entries, hidden, problems } = await walk(root)
  const sources: SourceFile[] = []
  const others = entries.filter(({ role }) => role === 'other')
  let total = 0
  for (const entry of entries) {
    if (entry.role === 'other') continue
    const at = startOf(entry.file)
    if (entry.role === 'kustomization') {
      problems.push(note('Kustomize is not run; the manifests beside this file are loaded as they are.', at))
      continue
    }
    if (sources.length === limits.files) {
      problems.push(error(`More than ${limits.files} files: the rest is not read.`, at))
      break
    }
    const read = await readWithin(root, entry)
    if ('message' in read) {
      problems.push(read)
      continue
    }
    total += read.bytes.length
    if (total > limits.totalBytes) {
      problems.push(error('More than 2 MiB in total: the rest is not read.', at))
      break
    }
    sources.push(read)
    if (!isUtf8(read.bytes) && !isUtf16(read.bytes))
      problems.push(
        note('Not UTF-8: kubectl replaces the invalid bytes with �.', {
          ...at,
          line: lineOfBadByte(read.bytes),
        }),
      )
    if (/\.txt$/i.test(entry.path) && entry.role !== 'commands') problems.push(note(HIDDEN_ENDING, at))
  }
  return { sources, others, hidden, problems }
}

const HIDDEN_ENDING =
  'Read, although its name ends in .txt, which Windows hides. `kubectl apply -f FOLDER` skips this file.'

/** Reads one file within its limits. A file that is not opened is a problem. */
export async function readWithin(root: string, entry: Entry): Promise<SourceFile | Problem> {
  try {
    return decode(entry, await readRegularFile(root, entry.path))
  } catch (cause) {
    return error(whyNotOpened(cause), startOf(entry.file))
  }
}

/** As kubectl decodes: UTF-16 where a byte order mark says so, or else UTF-8, with � for what is none. */
function decode(entry: Entry, bytes: Uint8Array): SourceFile {
  const encoding = isUtf16(bytes) ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8'
  return { ...entry, bytes, text: new TextDecoder(encoding).decode(bytes) }
}

/** PowerShell's `>` writes UTF-16, with its mark. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

function lineOfBadByte(bytes: Uint8Array): number {
  let from = 0
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(0x0a, from)
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) return line
    from = end + 1
  }
}
