import type { KubernetesObject } from '../cluster/api.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { printable } from '../submission/position.ts'
import { explainWords } from './last-words.ts'

const LINES = 5
const CHARACTERS = 400
/** Standard error and standard output have no order in a log: of so many lines, an error counts as written last. */
const LOOKED_AT = 20
const ERROR = /\b(?:error|fatal|panic):/i
/** When it was written is no reason. */
const TIME = /^\d{4}[-/]\d\d[-/]\d\d[T ][\d:.,]+(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?(?: \[\d+\])? /
/** A line may be of any length; no more is read. */
const BYTES = 64 * 1024

/**
 * What a container wrote last, on one line. Of one that runs again, what it wrote before it ended, unless it is known
 * what the words mean that it has written since: the first time its database may not have been there yet. Nothing where
 * it cannot be read.
 */
export async function lastWords(
  { api, namespace }: Cluster,
  pod: KubernetesObject,
  { name, state, lastState }: KubernetesObject,
): Promise<string | undefined> {
  const read = async (previous: boolean) => {
    const query = `container=${name}&tailLines=${LOOKED_AT}&limitBytes=${BYTES}&previous=${previous}`
    const path = `/api/v1/namespaces/${namespace}/pods/${pod.metadata.name}/log?${query}`
    // The kubelet has no log of a container that it has just removed, or not yet started: no reason to look no further.
    return toOneLine(await api.text(path).catch(() => ''))
  }
  const runsAgain = state?.running !== undefined && lastState?.terminated !== undefined
  if (!runsAgain) return read(false)
  const [before, since] = await Promise.all([read(true), read(false)])
  return explainWords(since) ? since : before
}

/** The last lines of a text, safe to print and not too long. */
export function toOneLine(text: string): string | undefined {
  const lines = text.split('\n').map((line) => printable(line).trim().replace(TIME, ''))
  const distinct = [...new Set(lines)].filter(Boolean)
  const last = distinct.slice(-LINES).join(' | ')
  const error = distinct.findLast((line) => ERROR.test(line) && explainWords(line))
  const joined = error === undefined || explainWords(last) ? last : error
  if (joined === '') return undefined
  return joined.length > CHARACTERS ? `…${joined.slice(-CHARACTERS)}` : joined
}
