import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { root } from '../../src/setup/paths.ts'
import { plainEnvironment } from './faulted-grade.ts'

/** Starts a command of Assay's as its user does; it is interrupted where the test ends before it. */
export function startCommand(name: 'batch' | 'grade', ...args: string[]) {
  const child = spawn(process.execPath, ['scripts/start.mjs', name, ...args], {
    cwd: root,
    env: plainEnvironment(),
  })
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
  /** Resolves once it has printed something. */
  const hasSaid = (words: RegExp) =>
    new Promise<void>((resolve, reject) => {
      child.on('said', () => words.test(said) && resolve())
      child.on('close', () => reject(new Error(`it ended and never said ${words}: ${said}`)))
    })
  return { child, ended, hasSaid }
}

/** A folder that is there as long as the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assay-batch-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
