import type { K3sContainer, StartedK3sContainer } from '@testcontainers/k3s'
import { NotReady } from '../setup/step.ts'
import { lastWordsIn, messageOf } from './node-log.ts'
import { lines, START_MS } from './node-terms.ts'

/** A node did not come up. */
export class NotStarted extends NotReady {
  constructor(
    /** Why, in one sentence. */
    readonly why: string,
    /** The end of its log. */
    readonly log: string,
  ) {
    super(`The node did not start: ${why}\n${log}`.trimEnd())
  }
}

/** Lines of the log that are shown where a node did not start. */
const SHOWN = 15

/**
 * Starts a node and returns when its log says that it is ready and has its images. Throws {@link NotStarted}.
 */
export async function boot(node: K3sContainer): Promise<StartedK3sContainer> {
  const log: string[] = []
  node.withLogConsumer((stream) => stream.on('data', (line) => log.push(String(line))))
  return node.start().catch((error: Error) => {
    const said = log.join('')
    throw new NotStarted(whyNotStarted(said, error.message), said.split('\n').slice(-SHOWN).join('\n'))
  })
}

/**
 * A sentence that tells why a node did not start, from its log and from Docker's or Testcontainers' words.
 */
export function whyNotStarted(log: string, message: string): string {
  const isReady = log.includes(lines.ready)
  const hasImages = log.includes(lines.imported)
  const seconds = START_MS / 1000
  if (log.includes('inotify'))
    return 'this machine has no inotify instances left: stop other clusters, or raise fs.inotify.max_user_instances.'
  const words = lastWordsIn(log)
  if (words) return `it ended: ${words}.`
  // Docker could not start it at all.
  if (!message.startsWith('Log ')) return `${message.replace(/\s+/g, ' ').slice(0, 300)}.`
  if (message.startsWith('Log stream ended')) {
    const last = log.trim().split('\n').at(-1)
    return last ? `it ended, and said last: ${last.trim().slice(0, 200)}` : 'it ended without a word.'
  }
  if (log.trim() === '') return `it has said nothing for ${seconds} s.`
  if (isReady && !hasImages) {
    const errors = log.split('\n').map((line) => messageOf(line, 'error'))
    const refusal = errors.findLast((error) => error?.includes('import'))?.slice(0, 200)
    return `in ${seconds} s it has not brought in its images: ${refusal ?? `it has not said \`${lines.imported}\``}.`
  }
  return `it runs, and has not said \`${lines.ready}\` in ${seconds} s.`
}
