import { rm } from 'node:fs/promises'
import path from 'node:path'
import { type Bounds, type Ended, runWithin } from '../setup/bounded.ts'
import { lastWords } from '../setup/shell.ts'

/** How long fetching a submission may take, in milliseconds; a fork of this project is a few hundred KB. */
const FETCH_MS = 120_000

/** How much of a repository is taken: of what is fetched, and then of the files in it. A fork of this project has 1 MiB. */
const MOST = { mib: 100, files: 20_000 }

/** A repository that cannot be fetched. */
export class NotFetched extends Error {
  override name = 'NotFetched'
}

// No link in it is made, nothing in it is run, and what it sends is kept as one file, whose size the system bounds.
const HARMLESS = [
  'core.symlinks=false',
  'core.hooksPath=/dev/null',
  'advice.detachedHead=false',
  'fetch.unpackLimit=1',
  'core.bigFileThreshold=1m',
  'pack.threads=1',
].flatMap((setting) => ['-c', setting])

const SHALLOW = ['--depth=1', '--single-branch', '--no-tags', '--no-recurse-submodules', '--template=']

/** Without what a hook of another repository is given, which git would obey before the folder. */
export const ENVIRONMENT = {
  ...process.env,
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
}

/** The instructor's own settings say how to log in; they may also say what to run on a file that is written out. */
const NO_SETTINGS = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }

/**
 * Fetches a repository or a bundle, without submodules and history, into a folder, which it replaces. Throws
 * {@link NotFetched} with git's own words, or if it is too large.
 */
export async function checkOut(
  repository: string,
  folder: string,
  signal: AbortSignal,
  most = MOST,
): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const until = performance.now() + FETCH_MS
  const failed = (words: string) => new NotFetched(`git clone ${repository} failed: ${words}`)
  const tooLarge = () =>
    failed(
      `it has more than ${most.mib} MiB or ${most.files.toLocaleString('en')} files, the most that is fetched`,
    )

  async function git(
    args: string[],
    env: NodeJS.ProcessEnv = {},
    bounds: Partial<Bounds> = {},
  ): Promise<Ended> {
    const limits = { outputBytes: 2 ** 20, fileKiB: most.mib * 1024, ...bounds }
    const timeoutMs = Math.max(until - performance.now(), 1)
    const all = {
      ...ENVIRONMENT,
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: PROTOCOLS,
      GIT_ALLOC_LIMIT: '200m',
      ...env,
    }
    const ended = await runWithin({ ...limits, timeoutMs }, ['git', ...HARMLESS, ...args], {
      env: all,
      signal,
    })
    signal.throwIfAborted()
    return ended
  }

  async function must(args: string[], env?: NodeJS.ProcessEnv, bounds?: Partial<Bounds>): Promise<string> {
    const ended = await git(args, env, bounds)
    if (performance.now() >= until) throw failed(`no answer in ${FETCH_MS / 1000} s`)
    if (ended.isCut || /file too large|signal 25|SIGXFSZ|over limit/i.test(ended.stderr)) throw tooLarge()
    if (ended.exitCode !== 0) throw ended.exitCode === null ? tooLarge() : failed(lastWords(ended))
    return ended.stdout
  }

  const inFolder = ['-C', folder]
  try {
    await must(['clone', '--no-checkout', ...SHALLOW, '--', repository, folder])
    let commit = 'HEAD'
    if ((await git([...inFolder, 'rev-parse', '--verify', '--quiet', 'HEAD'])).exitCode !== 0) {
      // A bundle of a branch has no HEAD that says which it is, and git leaves the folder empty.
      const heads = await must([...inFolder, 'ls-remote', '--heads', '--', repository])
      const branches = [...heads.matchAll(/refs\/heads\/(\S+)/g)].map(([, name]) => name ?? '')
      const usual = ['main', 'master'].find((name) => branches.includes(name))
      const branch = branches.length === 1 ? branches[0] : usual
      if (branch === undefined)
        throw failed(
          `it does not say which of its branches is meant: ${branches.join(', ') || 'it has none'}`,
        )
      await must([...inFolder, 'fetch', '--no-tags', '--', repository, `refs/heads/${branch}`])
      commit = 'FETCH_HEAD'
    }
    // A few bytes that are packed may be gigabytes, and a folder that holds itself ten times over, without end.
    const listing = { ...MEMORY, outputBytes: most.files * 200, endsWhenFull: true }
    const files = (
      await must([...inFolder, 'ls-tree', '-r', '-l', '--full-tree', commit], {}, listing)
    ).split('\n')
    const bytes = files.reduce((sum, line) => sum + Number(/^\d+ blob \S+ +(\d+)\t/.exec(line)?.[1] ?? 0), 0)
    if (files.length > most.files || bytes > most.mib * 2 ** 20) throw tooLarge()
    await must([...inFolder, 'checkout', '--quiet', '--detach', commit], NO_SETTINGS, MEMORY)
    await rm(path.join(folder, '.git'), { recursive: true, force: true })
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

const PROTOCOLS = 'file:http:https:ssh:git'

/** In KiB of address space, where nothing of the instructor's runs beside git. */
const MEMORY = { memoryKiB: 2 ** 20 }
