import type { IsAboutTheChart } from './chart.ts'
import { type Command, UNSEEN } from './command.ts'
import { type Content, readDocuments } from './documents.ts'
import { isObject } from './json.ts'
import { type Manifest, notAnObject, toManifests } from './manifest.ts'
import { type Position, printable, startOf } from './position.ts'
import { note, type Problem } from './problem.ts'
import { readWithin } from './read-files.ts'
import { readLines } from './script.ts'
import { toValues, type Values } from './values.ts'
import type { Entry } from './walk.ts'
import { type Budget, wholeBudget } from './yaml-to-json.ts'

/** A file that is not graded, the reason, what to do, and the kind of answer that it seems to hold. */
export type Unread = {
  at: Position
  why: string
  manifests: Manifest[]
  commands: Command[]
  values?: Values
  /** Nobody has looked into it: it may hold any answer. */
  isClosed: boolean
}

/** So many files are looked into, and so much of them together: what is beyond is named all the same. */
const LOOKED_INTO = { files: 50, bytes: 256 * 1024, blocks: 50 }

const REASONS: [RegExp, string][] = [
  [/\.(zip|tar|t?gz|tgz|bz2|xz|7z|rar)$/i, 'An archive is not opened: unpack it into the folder.'],
  [/\.(docx?|odt|rtf|pdf|pages|xlsx?|pptx?)$/i, 'Only text is read: save the YAML in it as a .yaml file.'],
]

const SCRIPT =
  'A script is not run: put its kubectl and helm lines into commands.sh, which is read line by line.'
const FENCED =
  'Code blocks in a document are not graded: save the YAML as .yaml files and the commands as commands.sh.'
const RENAME = 'This file contains YAML: give it a name that ends in .yaml.'

/** Searches the files that are not read for answers for signs of one. */
export async function lookInto(
  root: string,
  others: Entry[],
  isAboutTheChart: IsAboutTheChart,
): Promise<Unread[]> {
  const found: Unread[] = []
  const left = { ...LOOKED_INTO, budget: wholeBudget(), isAboutTheChart }
  for (const entry of others) {
    const nothing = { ...NOTHING, at: startOf(entry.file) }
    const [, closed] = REASONS.find(([name]) => name.test(entry.path)) ?? []
    if (closed) found.push({ ...nothing, why: closed, isClosed: true })
    else found.push((left.files-- > 0 && (await lookIntoText(root, entry, left))) || nothing)
  }
  return found
}

async function lookIntoText(
  root: string,
  entry: Entry,
  left: { bytes: number; budget: Budget; isAboutTheChart: IsAboutTheChart },
): Promise<Unread | undefined> {
  const read = await readWithin(root, entry)
  if ('message' in read) return { ...NOTHING, at: startOf(entry.file), why: read.message, isClosed: true }
  if (read.bytes.includes(0)) return undefined
  left.bytes -= read.bytes.length
  if (left.bytes < 0) return undefined
  const blocks = fencedBlocks(read.text)
  const parts = blocks.length > 0 ? blocks : [read.text]
  const contents = parts.flatMap((text) => readDocuments(text, entry.file, left.budget).contents)
  const manifests = contents
    .filter((one) => !notAnObject(one, entry.file))
    .flatMap((one) => manifestsOf(one, entry))
  const commands = parts.flatMap((text) => readLines({ ...entry, text }, UNSEEN).commands)
  const about = contents.find(({ value }) => left.isAboutTheChart(value) && isObject(value))
  const values = about && toValues(entry.file, [about])
  if (manifests.length + commands.length === 0 && !values) return undefined
  const line = lineOf(read.text)
  const at = {
    ...startOf(entry.file),
    line,
    text: printable(read.text.split('\n')[line - 1] ?? ''),
  }
  const why = blocks.length > 0 ? FENCED : manifests.length > 0 || values ? RENAME : SCRIPT
  return { at, why, manifests, commands, ...(values && { values }), isClosed: false }
}

const NOTHING = { why: '', manifests: [], commands: [], isClosed: false }

function manifestsOf(content: Content, { file }: Entry): Manifest[] {
  return toManifests(content, file, 'submission').filter((one): one is Manifest => !('message' in one))
}

/** The texts between fences, as Markdown has them, each on its own lines: those before it are empty. */
function fencedBlocks(text: string): string[] {
  const blocks: string[] = []
  const lines = text.split('\n')
  let fence = ''
  let begin = 0
  for (const [i, line] of lines.entries()) {
    const run = /^ {0,3}(```+|~~~+)/.exec(line)?.[1] ?? ''
    if (fence === '' && run !== '') [fence, begin] = [run, i + 1]
    else if (fence !== '' && run.startsWith(fence)) {
      blocks.push('\n'.repeat(begin) + lines.slice(begin, i).join('\n'))
      fence = ''
    }
    if (blocks.length === LOOKED_INTO.blocks) break
  }
  return blocks
}

/** The first line that is one of YAML for Kubernetes, or of a command. */
function lineOf(text: string): number {
  const found = text.search(/^[ \t]*(\$ )?(apiVersion:|kind:|k(ubectl)? |helm )/m)
  return text.slice(0, Math.max(found, 0)).split('\n').length
}

/**
 * Reports each file that was not read, with the reason; files without any sign of an answer share one report.
 */
export function noteUnread(unread: Unread[], hidden: string[]): Problem[] {
  const [telling, plain] = [unread.filter(({ why }) => why), unread.filter(({ why }) => !why)]
  const [first] = plain
  return [
    ...telling.map(({ at, why }) => note(why, at)),
    ...(first
      ? [
          note(
            `Neither YAML nor commands.sh, so not read: ${listed(plain.map(({ at }) => at.file))}.`,
            first.at,
          ),
        ]
      : []),
    ...(hidden.length > 0
      ? [note(`Hidden or created by a tool, so not read: ${listed([...new Set(hidden)])}.`, startOf('.'))]
      : []),
  ]
}

const LISTED = 8

function listed(names: string[]): string {
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : ''
  return `${names.slice(0, LISTED).join(', ')}${more}`
}
