import { rm } from 'node:fs/promises'
import { $, lastWords } from '../parts/shell.ts'

/** How long fetching a submission may take; a fork of this project is a few hundred KB. */
const FETCH_LIMIT = '120s'

/** A repository that cannot be had. */
export class NotFetched extends Error {
  override name = 'NotFetched'
}

// No link in it is made, and nothing in it is run.
const HARMLESS = [
  '-c',
  'core.symlinks=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'advice.detachedHead=false',
]
const SHALLOW = ['--depth=1', '--single-branch', '--no-tags', '--no-recurse-submodules', '--template=']

/** Without what a hook of another repository is given, which git would obey before the folder. */
export const ENVIRONMENT = {
  ...process.env,
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
}

/** Fetches a repository, or a bundle, into a folder that it replaces; of submodules and history nothing. Throws {@link NotFetched} with git's own words. */
export async function checkOut(repository: string, folder: string, signal: AbortSignal): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const env = { ...ENVIRONMENT, GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: 'file:http:https:ssh:git' }
  const git = $({ signal, timeout: FETCH_LIMIT, env })
  const fetched = await git`git ${HARMLESS} clone ${SHALLOW} -- ${repository} ${folder}`
  signal.throwIfAborted()
  const failed = (words: string) => new NotFetched(`git clone ${repository} failed: ${words}`)
  if (fetched.exitCode !== 0) throw failed(lastWords(fetched) || `no answer in ${FETCH_LIMIT}`)
  const inFolder = [...HARMLESS, '-C', folder]
  if ((await git`git ${inFolder} rev-parse --verify --quiet HEAD`).exitCode === 0) return
  // A bundle of a branch has no HEAD that says which it is, and git leaves the folder empty.
  const { stdout } = await git`git ${inFolder} ls-remote --heads -- ${repository}`
  const branches = [...stdout.matchAll(/refs\/heads\/(\S+)/g)].map(([, name]) => name ?? '')
  const usual = ['main', 'master'].find((name) => branches.includes(name))
  const branch = branches.length === 1 ? branches[0] : usual
  if (branch === undefined)
    throw failed(`it does not say which of its branches is meant: ${branches.join(', ') || 'it has none'}`)
  const taken = await git`git ${inFolder} fetch --no-tags -- ${repository} ${`refs/heads/${branch}`}`
  const made = await git`git ${inFolder} checkout --quiet --detach FETCH_HEAD`
  if (taken.exitCode !== 0 || made.exitCode !== 0)
    throw failed(lastWords(taken.exitCode === 0 ? made : taken))
}
