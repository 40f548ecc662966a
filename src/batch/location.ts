import path from 'node:path'
import { Usage } from '../cli/exit.ts'

/** What git is given: no scheme but these, since others run commands or read this machine's files, and no host that is an option. */
const GIT_URL = /^(https?|ssh|git):\/\/([^\s/@]+@)?[\w[][^\s/@]*(\/\S*)?$|^\w[\w.-]*@\w[\w.-]*:\S+$/i

/** The place of a submission, as a roster gives it. */
interface Location {
  kind: 'folder' | 'git'
  at: string
  /** A name that may be shown to anybody: without the password that a URL may hold. */
  title: string
}

/**
 * Parses a roster's submission: a URL or a `.bundle` for git, or a directory. Paths must stay inside
 * SUBMISSIONS. Throws a `Usage` that begins with `place` for anything else.
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
    throw new Usage(`${place}: ${JSON.stringify(submission)} is not a path inside SUBMISSIONS.`)
  }
  return { kind: /\.bundle$/i.test(at) ? 'git' : 'folder', at, title: at }
}

const titleOf = (url: string) => url.replace(/^([a-z]+:\/\/)?([^/@]*@)?/i, '').replace(/\.git$/, '')
