import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { type Cause, causeOf, inSentence } from './pull-problem.ts'
import { NotReady } from './step.ts'

/** An image could not be pulled; `why` is the cause. */
export class PullFailed extends NotReady {
  override name = 'PullFailed'

  constructor(
    readonly why: Cause,
    message: string,
  ) {
    super(message)
  }
}

/** How `docker pull` ended, and its last line. */
export interface Pulled {
  exitCode: number | null
  words: string
  /** Whether it was ended because Docker had fallen silent. */
  isSilent: boolean
}

/** The settings of a pull. */
export interface Terms {
  signal: AbortSignal
  /** Is told each line that Docker says. */
  onLine?(line: string): void
  /** Milliseconds without a line from Docker after which a pull is ended. */
  silenceMs?: number
  /** Milliseconds before each further attempt where the cause passes by itself. */
  pausesMs?: number[]
  /** For tests, instead of Docker itself. */
  run?(args: string[], terms: Terms): Promise<Pulled>
}

/**
 * Docker says a line when a layer begins and ends, and nothing in between: the largest layer, of 110 MB, takes this long
 * where one of a class has 1.5 Mbit/s. A registry that stops in the middle says nothing for ever.
 */
const SILENCE_MS = 10 * 60_000

/** Long enough for a registry or a line that is down for a moment. */
const PAUSES_MS = [2000, 8000]

/**
 * Pulls an image, and retries if the cause may pass by itself. Throws {@link PullFailed} with Docker's own
 * words.
 */
export async function pull(reference: string, terms: Terms, platform?: string): Promise<void> {
  const { signal, run = runDocker, pausesMs = PAUSES_MS } = terms
  const args = ['pull', ...(platform ? ['--platform', platform] : []), reference]
  for (let attempt = 0; ; attempt++) {
    const { exitCode, words, isSilent } = await run(args, terms)
    signal.throwIfAborted()
    if (exitCode === 0) return
    const cause = isSilent ? 'silent' : causeOf(words)
    const wait = cause === 'transient' ? pausesMs[attempt] : undefined
    if (wait === undefined) throw new PullFailed(cause, inSentence(reference, cause, words))
    await pause(wait, undefined, { signal })
  }
}

function runDocker(args: string[], { signal, onLine, silenceMs = SILENCE_MS }: Terms): Promise<Pulled> {
  return new Promise((resolve, reject) => {
    const child = spawn('docker', args, { stdio: ['ignore', 'pipe', 'pipe'], signal })
    let words = 'nothing at all'
    let isSilent = false
    const onSilence = () => {
      isSilent = true
      words = `nothing for ${silenceMs / 1000} s after "${words}"`
      child.kill()
    }
    let timer = setTimeout(onSilence, silenceMs)
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on('line', (line) => {
        if (line.trim() === '' || isSilent) return
        words = line.trim()
        onLine?.(words)
        clearTimeout(timer)
        timer = setTimeout(onSilence, silenceMs)
      })
    child.on('error', (error) => {
      clearTimeout(timer)
      if (signal.aborted) resolve({ exitCode: null, words, isSilent })
      else reject(error)
    })
    child.on('close', (exitCode) => {
      clearTimeout(timer)
      resolve({ exitCode, words, isSilent })
    })
  })
}
