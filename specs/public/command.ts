import { spawn } from 'node:child_process'
import { root } from '../../src/setup/paths.ts'
import { plainEnvironment } from '../grader/faulted-grade.ts'

/** Runs a command of Assay's to its end, as its user does. */
export function run(
  args: [name: string, ...string[]],
  env: NodeJS.ProcessEnv = {},
): Promise<{ exitCode: number | null; said: string }> {
  return runProgram(process.execPath, ['scripts/start.mjs', ...args], env)
}

/** Runs a program to its end in the project's folder. */
export function runProgram(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ exitCode: number | null; said: string }> {
  const child = spawn(program, args, { cwd: root, env: { ...plainEnvironment(), ...env } })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      said += String(data)
    })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, said }))
  })
}
