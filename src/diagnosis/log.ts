import type { Cluster } from '../cluster/cluster.ts'
import type { ContainerStatus, Pod } from '../cluster/objects.ts'
import { printable } from '../submission/position.ts'
import type { LogExplanation, LogSentence } from './app-knowledge.ts'

const LINES = 5
const CHARACTERS = 400
/** Standard error and standard output have no order in a log: of so many lines, an error counts as written last. */
const LOOKED_AT = 20
const ERROR = /\b(?:error|fatal|panic):/i
/** When it was written is no reason. */
const TIME = /^\d{4}[-/]\d\d[-/]\d\d[T ][\d:.,]+(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?(?: \[\d+\])? /
/** A line may be of any length; no more is read. */
const BYTES = 64 * 1024

/** What any program writes that may not do what it wants. */
const NOT_PERMITTED: LogSentence = {
  words: /permission denied|not permitted|read-only file system/i,
  explain: () => ({
    cause: 'The container lacks a permission: read its log, and check its `securityContext`.',
    field: 'securityContext',
  }),
}

/** Says what a log means, by sentences of the app and of any program, and which words of it say so; nothing if it has none of them. */
export function explainLog(
  log: string,
  sentences: LogSentence[] = [],
): (LogExplanation & { words: string }) | undefined {
  for (const { words, explain } of [...sentences, NOT_PERMITTED]) {
    const found = words.exec(log)
    // What stands around the words may count tries and differ each time.
    if (found) return { ...explain(found), words: found[0] }
  }
  return undefined
}

/**
 * The last lines of a container's log, on one line. For a restarted container, those before it ended, unless
 * a sentence explains the newer ones: in its first run, its dependency may not have been there yet. Nothing
 * if they cannot be read.
 */
export async function lastLogLines(
  { api, namespace }: Cluster,
  pod: Pod,
  { name, state, lastState }: ContainerStatus,
  sentences?: LogSentence[],
): Promise<string | undefined> {
  const read = async (previous: boolean) => {
    const query = `container=${name}&tailLines=${LOOKED_AT}&limitBytes=${BYTES}&previous=${previous}`
    const path = `/api/v1/namespaces/${namespace}/pods/${pod.metadata.name}/log?${query}`
    // The kubelet has no log of a container that it has just removed, or not yet started: no reason to look no further.
    return toOneLine(await api.text(path).catch(() => ''), sentences)
  }
  const runsAgain = state?.running !== undefined && lastState?.terminated !== undefined
  if (!runsAgain) return read(false)
  const [before, since] = await Promise.all([read(true), read(false)])
  return since !== undefined && explainLog(since, sentences) ? since : before
}

/** The last lines of a text, safe to print and not too long; an error that a sentence explains comes before them. */
export function toOneLine(text: string, sentences?: LogSentence[]): string | undefined {
  const lines = text.split('\n').map((line) => printable(line).trim().replace(TIME, ''))
  const distinct = [...new Set(lines)].filter(Boolean)
  const last = distinct.slice(-LINES).join(' | ')
  const error = distinct.findLast((line) => ERROR.test(line) && explainLog(line, sentences))
  const joined = error === undefined || explainLog(last, sentences) ? last : error
  if (joined === '') return undefined
  return joined.length > CHARACTERS ? `…${joined.slice(-CHARACTERS)}` : joined
}
