import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, copyFile, mkdir, open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DEFAULT_CONTEXT, type DockerContext, followContext, VARIABLE } from './docker-context.ts'
import { installPackages, mayInstall } from './packages.ts'
import { cache, root } from './paths.ts'
import { $ } from './shell.ts'
import { NotReady, type Tell } from './step.ts'

const CAP_SYS_RESOURCE = 1n << 24n

/** The version of the running Docker engine. If none runs, installs and starts one if this user may. */
export async function ensureEngine(tell?: Tell): Promise<string> {
  const context = await followContext()
  const running = await awaitEngine(tell)
  if (running) return `Docker ${running}`
  if (!(await mayInstallEngine(context))) throw noEngine(context)
  if (!(await isOnPath('dockerd'))) await installPackages('docker.io', 'iptables', 'iproute2')
  // A dockerd that was killed leaves a containerd behind, for which the next one may wait in vain.
  const started = (await startEngine()) ?? (await startEngine())
  if (!started) throw new NotReady(`dockerd was started but does not answer. Its log: ${logFile}`)
  return `Docker ${started}, started here`
}

/**
 * Whether Assay may install and start an engine: the user has the rights, and has not chosen another engine.
 */
export const mayInstallEngine = async (context: DockerContext | undefined) =>
  (!context || context.name === DEFAULT_CONTEXT) && (await mayInstall())

const logFile = path.join(cache, 'logs', 'dockerd.log')

/** The version of the docker command's engine; nothing if there is no command, or no engine. */
export async function engineVersion(): Promise<string | undefined> {
  return (await askEngine(ANSWER_MS)).version
}

/** What an engine that is well may take to answer on a busy machine, in milliseconds. */
const ANSWER_MS = 20_000

/** The engine's version, if it answers. One that is there and silent, as while it starts, is late. */
async function askEngine(timeout: number): Promise<{ version?: string; isLate: boolean }> {
  if (!(await isOnPath('docker'))) return { isLate: false }
  const started = performance.now()
  const asked = await $({ timeout })`docker version --format ${'{{.Server.Version}}'}`
  if (asked.exitCode === 0) return { version: asked.stdout.trim(), isLate: false }
  // However the command takes being ended.
  return { isLate: performance.now() - started >= timeout }
}

/** The version of the engine that answers. Throws {@link NotReady} if one is there and stays silent. */
async function awaitEngine(tell?: Tell): Promise<string | undefined> {
  const { version, isLate } = await askEngine(ANSWER_MS)
  if (!isLate) return version
  tell?.event(`Docker is running but has not answered for ${ANSWER_MS / 1000} s; waiting for it`)
  const later = await askEngine(START_MS)
  if (!later.isLate) return later.version
  throw new NotReady(
    `Docker is running but has not answered for ${(ANSWER_MS + START_MS) / 1000} s. Wait until it has started, or restart it, and try again.`,
  )
}

/** The error that no engine answers, with its place and the remedy if none can be installed. */
export function noEngine(context?: DockerContext): NotReady {
  if (context?.name === VARIABLE)
    return new NotReady(
      `No Docker engine answers at DOCKER_HOST=${context.host}. Start it, or unset DOCKER_HOST, and try again.`,
    )
  if (context && context.name !== DEFAULT_CONTEXT)
    return new NotReady(
      `No Docker engine answers at ${context.host}, where Docker's context ${context.name} leads. Start it, or choose another (\`docker context ls\`, \`docker context use NAME\`), and try again.`,
    )
  const advice = {
    darwin: 'Start Docker Desktop, OrbStack or Colima',
    win32: 'Start Docker Desktop, and run this in WSL 2',
  }[process.platform as string]
  return new NotReady(
    `No Docker engine answers. ${advice ?? 'Install Docker Engine, start it (`sudo systemctl start docker`), give this user access to it (`docker info` must work)'}, then try again.`,
  )
}

async function isOnPath(program: string): Promise<boolean> {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const found = await Promise.all(
    folders.map((folder) =>
      access(path.join(folder, program), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.includes(true)
}

/** The version of the engine once it answers; nothing if it has ended instead, or takes too long. */
async function startEngine(): Promise<string | undefined> {
  await mkdir(path.dirname(logFile), { recursive: true })
  const former = await outlastFormerEngine()
  if (former) return former
  await removeBridge()
  const log = await open(logFile, 'a')
  const engine = spawn('dockerd', await engineArguments(), {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  engine.unref()
  await log.close()
  const deadline = Date.now() + START_MS
  for (;;) {
    const version = await engineVersion()
    if (version || engine.exitCode !== null || Date.now() > deadline) return version
    await pause(1000)
  }
}

/** What an engine may take to start, or to end, with containers to look after on a busy machine. */
const START_MS = 60_000

/**
 * An engine that is ending keeps its pid file until it has, and one that was killed leaves it behind; dockerd refuses
 * to start while any process at all has the number in it. Returns the engine's version where it answers after all.
 */
async function outlastFormerEngine(): Promise<string | undefined> {
  const file = '/var/run/docker.pid'
  const deadline = Date.now() + START_MS
  while (await isRunning((await readFile(file, 'utf8').catch(() => '')).trim())) {
    const version = await engineVersion()
    if (version || Date.now() > deadline) return version
    await pause(1000)
  }
  await rm(file, { force: true })
  return undefined
}

/**
 * Containers of an engine that was killed are still on its bridge, and stay there for a while after the next engine has
 * ended them, with addresses that it gives to new containers. It makes its bridge anew.
 */
async function removeBridge(): Promise<void> {
  await $`ip link delete docker0`
}

/** Whether a process is a dockerd, and no zombie that nobody has waited for. */
async function isRunning(pid: string): Promise<boolean> {
  if (pid === '') return false
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const [, name, state] = /^\d+ \((.*)\) (\S)/.exec(stat) ?? []
  return name === 'dockerd' && state !== 'Z'
}

/** What a Docker engine must be told on this machine: where root lacks CAP_SYS_RESOURCE, runc must not ask for it. */
export async function engineArguments(): Promise<string[]> {
  if (!(await lacksSysResource())) return []
  const runtime = path.join(cache, 'runc-within-bounds')
  await copyFile(path.join(root, 'scripts/runc-within-bounds'), runtime)
  return ['--add-runtime', `within-bounds=${runtime}`, '--default-runtime', 'within-bounds']
}

async function lacksSysResource(): Promise<boolean> {
  const bounding = /^CapBnd:\s*([0-9a-f]+)/m.exec(await readFile('/proc/self/status', 'utf8'))?.[1]
  return bounding !== undefined && (BigInt(`0x${bounding}`) & CAP_SYS_RESOURCE) === 0n
}
