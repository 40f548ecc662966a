import { spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { engineArguments } from '../../src/setup/engine.ts'
import { $ } from '../../src/setup/shell.ts'

/** Whether this user may start a Docker engine besides the one that is here. */
export const mayStartEngine =
  process.platform === 'linux' && process.getuid?.() === 0 && (await $`command -v dockerd`).exitCode === 0

/** Starts a Docker engine that has no images, and leaves this machine's network as it is. */
export async function startEmptyEngine(
  folder: string,
): Promise<{ DOCKER_HOST: string; stop(): Promise<void> }> {
  await mkdir(path.join(folder, 'root'), { recursive: true })
  const DOCKER_HOST = `unix://${path.join(folder, 'engine.sock')}`
  const log = path.join(folder, 'dockerd.log')
  const output = openSync(log, 'a')
  const args = [
    `--data-root=${path.join(folder, 'root')}`,
    `--exec-root=${path.join(folder, 'exec')}`,
    `--pidfile=${path.join(folder, 'engine.pid')}`,
    `--host=${DOCKER_HOST}`,
    '--bridge=none',
    '--iptables=false',
    '--ip6tables=false',
    ...(await engineArguments()),
  ]
  const engine = spawn('dockerd', args, { stdio: ['ignore', output, output] })
  const ended = new Promise<void>((resolve) => engine.on('close', () => resolve()))
  const env = { ...process.env, DOCKER_HOST }
  while ((await $({ env })`docker version`).exitCode !== 0)
    if (engine.exitCode !== null) throw new Error(`dockerd does not start: ${readFileSync(log, 'utf8')}`)
  return {
    DOCKER_HOST,
    async stop() {
      engine.kill()
      await ended
    },
  }
}
