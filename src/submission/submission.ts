import { createHash } from 'node:crypto'
import { opendir, realpath } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { AppDefinition, Chart } from '../setup/app.ts'
import { knowing } from './chart.ts'
import type { Command, Skipped, Target } from './command.ts'
import { sortContents } from './contents.ts'
import { givesNothing, installCommand } from './find.ts'
import { limits } from './limits.ts'
import type { Manifest, Origin } from './manifest.ts'
import { codeOf } from './open.ts'
import { startOf } from './position.ts'
import { error, note, type Problem } from './problem.ts'
import { readFiles, type SourceFile } from './read-files.ts'
import { readScripts } from './script.ts'
import { lookInto, noteUnread, type Unread } from './unread.ts'
import { type Candidate, chooseValues, noteForgotten, type Values } from './values.ts'

/** A submission as it was read; plain data that may be sent to another process. */
export type Submission = {
  name: string
  root: string
  /** The digest of the paths and contents of the files read: the same answer has the same digest. */
  digest: string
  manifests: Manifest[]
  values?: Values
  commands: Command[]
  /** What the workshop's own Deployment takes over of the submission's, which is not among these manifests. */
  inherited?: Inherited
  skipped: Skipped[]
  problems: Problem[]
  /** Files that were handed in but are not graded. */
  unread: Unread[]
  files: number
}

/** What one Deployment takes over of another in whose place it is. */
interface Inherited {
  name: string
  /** The other one, whose containers' names, requests and limits it has; not given if there was none. */
  from?: Manifest
}

/** A submission with nothing in it. */
export const NOTHING: Submission = {
  name: 'nothing',
  root: '',
  digest: '',
  manifests: [],
  commands: [],
  skipped: [],
  problems: [],
  unread: [],
  files: 0,
}

/** The submission has no folder that can be read. */
export class UnreadableSubmission extends Error {
  override readonly name = 'UnreadableSubmission'
}

/** Reads a folder as a submission for a workshop about this app; a bad file is a problem in it, and the rest is loaded all the same. */
export async function loadSubmission(
  directory: string,
  { chart }: Pick<AppDefinition, 'chart'>,
): Promise<Submission> {
  const root = await openFolder(directory)
  const { sources, others, hidden, problems } = await readFiles(root)
  const isAboutTheChart = knowing(chart)
  const unread = await lookInto(root, others, isAboutTheChart)
  const scripts = sources.filter(({ role }) => role === 'commands')
  const read = readScripts(scripts, sources, workloadsIn(sources))
  const { commands, foreign } = withoutForeign(read.commands, chart)
  const named = commands.flatMap((command) => ('values' in command ? [command.values] : []))
  const sorted = sortContents(sources, 'submission', named.flat(), isAboutTheChart)
  const { values, problems: doubts } = chooseFor(commands, sorted.candidates, named.flat())
  return {
    name: basename(root),
    root,
    digest: digestOf(sources),
    manifests: sorted.manifests,
    ...(values === undefined ? {} : { values }),
    commands,
    skipped: [...read.skipped, ...foreign],
    problems: limited([
      ...problems,
      ...sorted.problems,
      ...doubts,
      ...noteRepeated(sorted.manifests),
      ...noteUnread(unread, hidden),
    ]),
    unread: unread.filter(({ why }) => why),
    files: sources.length,
  }
}

/** The values of the release that stays. One with flags alone has none of the files that were named for it before. */
function chooseFor(commands: Command[], candidates: Candidate[], named: string[]) {
  const install = installCommand({ commands })
  if (install?.values.length === 0 && named.length > 0 && !givesNothing(install))
    return { values: undefined, problems: noteForgotten(candidates, install) }
  return chooseValues(candidates, install?.values ?? [])
}

/** Finds what can be scaled of the objects in a file. All files are parsed once, within one budget, and only if it is asked. */
function workloadsIn(sources: SourceFile[]): (file: string) => Target[] {
  let found: Manifest[] | undefined
  return (file) => {
    found ??= sortContents(sources, 'submission', [], knowing(undefined)).manifests.filter(({ kind }) =>
      ['Deployment', 'StatefulSet', 'ReplicaSet'].includes(kind),
    )
    return found.filter((one) => one.file === file)
  }
}

/** Sets aside what installs another chart than the app's: it is not there, and none of it is asked about. */
function withoutForeign(commands: Command[], chart: Chart | undefined) {
  const isForeign = (command: Command) =>
    'chart' in command && chart !== undefined && command.chart.split('/').at(-1) !== chart.name
  const foreign = commands.filter(isForeign).map((position): Skipped => {
    const { argv } = position
    return { position, text: argv.join(' '), reason: `only the chart ${chart?.name} is installed here` }
  })
  return { commands: commands.filter((command) => !isForeign(command)), foreign }
}

/** A digest of a submission's files, without parsing them. */
export async function digestFolder(directory: string): Promise<string> {
  const { sources } = await readFiles(await openFolder(directory))
  return digestOf(sources)
}

/**
 * The digest of a submission's files, and one of all that is found in its folder: also of what is not read, and why. Neither
 * parses them.
 */
export async function digestFound(directory: string): Promise<{ digest: string; found: string }> {
  const { sources, others, hidden, problems } = await readFiles(await openFolder(directory))
  const digest = digestOf(sources)
  return { digest, found: JSON.stringify([digest, others.map(({ file }) => file), hidden, problems]) }
}

/** The texts of a submission's files, by the names that positions give them. Throws `UnreadableSubmission` if there is no folder. */
export async function readTexts(directory: string): Promise<Map<string, string>> {
  const { sources } = await readFiles(await openFolder(directory))
  return new Map(sources.map(({ file, text }) => [file, text]))
}

/** Reads the manifests of one of the project's own folders. Throws if anything in it is wrong. */
export async function loadManifests(directory: string, origin: Origin): Promise<Manifest[]> {
  const { sources, problems } = await readFiles(await openFolder(directory))
  const sorted = sortContents(sources, origin, [], knowing(undefined))
  const wrong = [...problems, ...sorted.problems].find(({ severity }) => severity === 'error')
  if (wrong) throw new Error(`${directory}/${wrong.at?.file}:${wrong.at?.line}: ${wrong.message}`)
  return sorted.manifests
}

async function openFolder(directory: string): Promise<string> {
  try {
    const root = await realpath(resolve(directory))
    await (await opendir(root)).close()
    return root
  } catch (cause) {
    const code = codeOf(cause)
    const reasons: Record<string, string> = {
      ENOENT: 'nothing',
      ENOTDIR: 'a file',
      EACCES: 'a folder that may not be read',
    }
    throw new UnreadableSubmission(
      `Expected a folder with your YAML at ${resolve(directory)}, found ${reasons[code] ?? code}. ` +
        'Name the folder that holds your manifests, such as `submission`.',
    )
  }
}

// Files come in path order, as `kubectl apply -f DIR` takes them: each is applied, and the last one is what stays.
function noteRepeated(manifests: Manifest[]): Problem[] {
  const identity = ({ kind, name }: Manifest) => JSON.stringify([kind, name])
  const last = new Map(manifests.map((manifest) => [identity(manifest), manifest]))
  return manifests.flatMap((manifest) => {
    const winner = last.get(identity(manifest))
    if (winner === undefined || winner === manifest) return []
    const at = winner.positions['']
    const message = `${manifest.kind} "${manifest.name}" is defined again at ${at?.file}:${at?.line}, which is applied last and wins.`
    return [note(message, manifest.positions[''] ?? startOf(manifest.file))]
  })
}

/** The first of some problems; the last line says how many more there are. */
export function limited(problems: Problem[]): Problem[] {
  if (problems.length <= limits.problems) return problems
  const rest = problems.length - limits.problems
  const { severity } = problems.slice(limits.problems).find((one) => one.severity === 'error') ?? {
    severity: 'note',
  }
  const summary = severity === 'error' ? error : note
  return [
    ...problems.slice(0, limits.problems),
    summary(`${rest} more problems are not listed.`, startOf('.')),
  ]
}

function digestOf(sources: SourceFile[]): string {
  const hash = createHash('sha256')
  for (const { path, bytes } of sources) hash.update(`${path}\0${bytes.length}\0`).update(bytes)
  return hash.digest('hex')
}
