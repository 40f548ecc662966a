import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { root } from '../../src/setup/paths.ts'
import { plainEnvironment } from './faulted-grade.ts'

/** Starts a command of Assay's as its user does. */
export const startCommand = (name: 'batch' | 'grade' | 'report', ...args: string[]) =>
  start(['scripts/start.mjs', name, ...args])

/** Starts Vitest as somebody does who knows it, on a submission. */
export const startVitest = (submission: string, ...args: string[]) =>
  start(['node_modules/vitest/vitest.mjs', ...args, '--project', 'workshop'], { SUBMISSION: submission })

/** A process in the project's folder; it is told to end if the test ends before it. */
function start(args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...plainEnvironment(), ...env } })
  onTestFinished(() => void child.kill('SIGTERM'))
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      said += String(data)
      child.emit('said')
    })
  const ended = new Promise<{ exitCode: number | null; said: string }>((resolve) =>
    child.on('close', (exitCode) => resolve({ exitCode, said })),
  )
  const until = (isSo: () => boolean, words: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!isSo()) return
        child.off('said', look).off('close', end)
        resolve()
      }
      const end = () => reject(new Error(`it ended and never said ${words}: ${said}`))
      child.on('said', look).on('close', end)
    })
  /** Resolves once it has printed something. */
  const hasSaid = (words: RegExp) => until(() => words.test(said), words)
  /** Resolves once it has printed something more often than it had when this was called. */
  const saysAgain = (words: RegExp) => {
    const times = () => said.match(new RegExp(words, 'g'))?.length ?? 0
    const before = times()
    return until(() => times() > before, words)
  }
  return { child, ended, hasSaid, saysAgain }
}

/** A folder that is there as long as the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-batch-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
