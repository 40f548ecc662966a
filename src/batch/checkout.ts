import { rm } from 'node:fs/promises'
import { $, lastWords } from '../parts/shell.ts'

/** How long fetching a submission may take; a fork of this project is a few hundred KB. */
const FETCH_LIMIT = '120s'

/** A repository that cannot be had. */
export class NotFetched extends Error {
  override name = 'NotFetched'
}

/**
 * Fetches a repository, or a bundle, into a folder that it replaces. Nothing of it is run and no link in it is
 * made, and of submodules and history nothing is fetched.
 */
export async function checkOut(repository: string, folder: string, signal: AbortSignal): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const quiet = [
    '-c',
    'core.symlinks=false',
    '-c',
    'core.hooksPath=/dev/null',
    '-c',
    'advice.detachedHead=false',
  ]
  const shallow = ['--depth=1', '--single-branch', '--no-tags', '--no-recurse-submodules', '--template=']
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: 'file:https:ssh:git' }
  const fetched = await $({
    signal,
    timeout: FETCH_LIMIT,
    env,
  })`git ${quiet} clone ${shallow} -- ${repository} ${folder}`
  signal.throwIfAborted()
  if (fetched.exitCode !== 0)
    throw new NotFetched(
      `git clone ${repository} failed: ${lastWords(fetched) || `no answer in ${FETCH_LIMIT}`}`,
    )
}
