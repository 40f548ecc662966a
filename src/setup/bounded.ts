import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

/** Limits for a program that works on a learner's files. */
export interface Bounds {
  /** Milliseconds until it is ended. */
  timeoutMs: number
  /** Bytes to keep of its standard output, and of its standard error; the rest is read and dropped. */
  outputBytes: number
  /** Ends it if it prints more than that. */
  endsWhenFull?: boolean
  /** KiB of address space. Only Linux enforces it: macOS has no such limit. */
  memoryKiB?: number
  /** The largest file that it may write, in KiB. */
  fileKiB?: number
}

/** A program's output, within its bounds, and how it ended; `exitCode` is null if it was killed. */
export interface Ended {
  exitCode: number | null
  stdout: string
  stderr: string
  /** Whether it printed more than was kept. */
  isCut: boolean
}

/** Further settings for the start of a program. */
export interface Surroundings {
  cwd?: string
  env?: NodeJS.ProcessEnv
  input?: string | Buffer
  signal?: AbortSignal
}

/** A limit that the system does not have is passed over. */
const WITHIN_LIMITS = `
  ulimit -c 0
  for limit in $1; do
    (ulimit "\${limit%=*}" "\${limit#*=}") 2>/dev/null && ulimit "\${limit%=*}" "\${limit#*=}"
  done
  shift
  exec "$@"`

/** Milliseconds from the wish to end until the end is made. */
const GRACE_MS = 2000

/** Runs a program within bounds. Throws the system's error if it cannot be started. */
export function runWithin(
  bounds: Bounds,
  [command, ...args]: [string, ...string[]],
  { cwd, env, input, signal }: Surroundings = {},
): Promise<Ended> {
  const { timeoutMs, outputBytes, endsWhenFull, memoryKiB, fileKiB } = bounds
  const limits = [
    ...(memoryKiB === undefined ? [] : [`-v=${memoryKiB}`]),
    // In blocks of 512 bytes.
    ...(fileKiB === undefined ? [] : [`-f=${fileKiB * 2}`]),
  ]
  const [file, words] =
    limits.length > 0
      ? ['/bin/sh', ['-c', WITHIN_LIMITS, 'sh', limits.join(' '), command, ...args]]
      : [command, args]
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    const end = () => {
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref()
    }
    const onFull = endsWhenFull ? end : () => undefined
    const [stdout, stderr] = [child.stdout, child.stderr].map((from) => keep(from, outputBytes, onFull))
    const timer = setTimeout(end, timeoutMs)
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
    const settle = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
    }
    child.on('error', (error) => {
      settle()
      reject(error)
    })
    // What it leaves running would hold its output open.
    child.on('exit', () =>
      setTimeout(() => child.stdout.destroy() && child.stderr.destroy(), GRACE_MS).unref(),
    )
    child.on('close', (exitCode) => {
      settle()
      const [out, err] = [stdout?.() ?? NOTHING, stderr?.() ?? NOTHING]
      resolve({ exitCode, stdout: out.text, stderr: err.text, isCut: out.isCut || err.isCut })
    })
    // It may end before it has read everything.
    child.stdin.on('error', () => undefined).end(input)
  })
}

const NOTHING = { text: '', isCut: false }

/** Keeps the beginning of what is read, and reads on, so that whoever writes is not held up. */
function keep(from: Readable, limit: number, onFull: () => void): () => typeof NOTHING {
  const chunks: Buffer[] = []
  let length = 0
  let isCut = false
  from.on('data', (chunk: Buffer) => {
    if (length < limit) chunks.push(chunk.subarray(0, limit - length))
    if (length + chunk.length > limit && !isCut) {
      isCut = true
      onFull()
    }
    length = Math.min(length + chunk.length, limit)
  })
  return () => ({ text: Buffer.concat(chunks).toString('utf8'), isCut })
}
