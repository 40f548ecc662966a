import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { EXIT } from '../cli/exit.ts'
import type { Report } from '../report/report.ts'
import { root } from '../setup/paths.ts'
import type { Message, Task } from './task.ts'

const COMMAND = path.join(root, 'scripts/start.mjs')

/** A grade needs some 150 MB of heap; a process that needs this much is not grading any more. */
const HEAP_MB = 1024

/** How long a grade that is told to end may take to remove its cluster: some 3 s, on a busy machine ten times that. */
const REMOVAL_MS = 30_000

/** How much of a process's output to keep, in characters: enough to tell why it ended. */
const LAST_WORDS = 1000

/** The end of a grade: its report, or the reason why there is none. */
export type Ending =
  | { kind: 'graded'; report: Report; ownObjects: string[] }
  | { kind: 'unreadable' | 'broken' | 'over the limit' | 'interrupted'; why: string }

/** A grade in its own process. */
export interface Worker {
  /** Resolves when its cluster is up, or when there will be none. */
  ready: Promise<void>
  /** Lets it run to its end. */
  finish(): Promise<Ending>
}

/** How to run a grade. */
export interface Running {
  /** The limit for the start of the cluster, and again for the checks, in milliseconds. */
  limitMs: number
  /** Aborted to end it early; its cluster is removed even so. */
  signal: AbortSignal
  listen(message: Message): void
}

/**
 * Starts the process of one grade, which boots a cluster and waits. However it ends, nothing is left running.
 */
export function startWorker(task: Task, { limitMs, signal, listen }: Running): Worker {
  const child = fork(COMMAND, ['batch-grade', JSON.stringify(task)], {
    cwd: root,
    // In a group of its own, Ctrl-C reaches it through us alone, and what it started can be ended with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data) => {
      said = (said + String(data)).slice(-LAST_WORDS)
    })
  let graded: Extract<Ending, { kind: 'graded' }> | undefined
  const isUp = new Promise<void>((resolve) => {
    child.on('message', (message: Message) => {
      if (message.kind === 'ready') resolve()
      if (message.kind === 'graded') graded = message
      listen(message)
    })
  })
  child.on('exit', () => endGroup(child))
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>

  let isOver = false
  /** Waits for something within the limit; ends the process where it takes longer, or where the batch is interrupted. */
  const within = async (work: Promise<unknown>) => {
    const limit = AbortSignal.timeout(limitMs)
    await before(work, AbortSignal.any([signal, limit]))
    if (!signal.aborted && !limit.aborted) return
    child.kill('SIGTERM')
    await before(closed, AbortSignal.timeout(REMOVAL_MS))
    endGroup(child)
    await closed
    isOver = !signal.aborted
  }
  const ready = within(Promise.race([isUp, closed]))
  return {
    ready,
    async finish() {
      await ready
      if (child.connected) child.send('go', () => undefined)
      await within(closed)
      const [code, killed] = await closed
      if (signal.aborted) return { kind: 'interrupted', why: 'the batch was interrupted' }
      if (isOver)
        return { kind: 'over the limit', why: `not finished within ${Math.round(limitMs / 60_000)} min` }
      if (graded) return graded
      const words = stripVTControlCharacters(said).trim()
      if (code === EXIT.unreadable) return { kind: 'unreadable', why: words }
      return { kind: 'broken', why: `its grading process ended with ${killed ?? code}: ${words}` }
    },
  }
}

/** Waits for something until a signal is aborted, and listens to that no longer. */
async function before(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const isOver = new AbortController()
  const aborted = signal.aborted || once(signal, 'abort', { signal: isOver.signal }).catch(() => undefined)
  await Promise.race([work, aborted]).finally(() => isOver.abort())
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // There is none any more.
  }
}
