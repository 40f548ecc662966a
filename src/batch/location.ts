import path from 'node:path'
import { Usage } from '../cli/exit.ts'

/** What git is given: no scheme but these, since others run commands or read this machine's files, and no host that is an option. */
const GIT_URL = /^(https?|ssh|git):\/\/([^\s/@]+@)?[\w[][^\s/@]*(\/\S*)?$|^\w[\w.-]*@\w[\w.-]*:\S+$/i

/** Where what was handed in is, as a roster says. */
interface Location {
  kind: 'folder' | 'git'
  at: string
  /** What it can be called before everybody: without the password that a URL may hold. */
  title: string
}

/**
 * Tells what a roster means by a submission: a URL or a `.bundle` for git, or a directory; paths are below SUBMISSIONS
 * and stay there. Throws a `Usage` that begins with `place` for anything else.
 */
export function locate(submission: string, place: string): Location {
  if (GIT_URL.test(submission)) return { kind: 'git', at: submission, title: titleOf(submission) }
  if (submission === '') throw new Usage(`${place}: the row has no submission.`)
  if (/:\/\/|::|\p{Cc}/u.test(submission)) {
    throw new Usage(
      `${place}: ${JSON.stringify(submission)} is neither a directory nor a git URL (http, https, ssh, git).`,
    )
  }
  const at = path.posix.normalize(submission).replace(/\/$/, '')
  // With a backslash between its parts a path may be another one, on another system.
  const parts = at.split(/[/\\]/)
  if (path.win32.isAbsolute(submission) || parts.includes('..') || at === '.') {
    throw new Usage(`${place}: ${JSON.stringify(submission)} is not a path inside of SUBMISSIONS.`)
  }
  return { kind: /\.bundle$/i.test(at) ? 'git' : 'folder', at, title: at }
}

const titleOf = (url: string) => url.replace(/^([a-z]+:\/\/)?([^/@]*@)?/i, '').replace(/\.git$/, '')
