import { lstat, realpath } from 'node:fs/promises'
import path from 'node:path'
import pLimit from 'p-limit'
import { answerIn } from '../submission/answer.ts'
import { digestFolder, UnreadableSubmission } from '../submission/submission.ts'
import type { Handed } from './agenda.ts'
import { checkOut, NotFetched } from './checkout.ts'
import type { Key } from './journal.ts'
import type { Entry } from './roster.ts'
import type { Absence } from './rows.ts'

/** The places to look for submissions. */
export interface Source {
  /** The folder that the roster's paths start from. */
  submissions: string
  /** The folder for fetched repositories, with a folder for each learner. */
  fetched: string
  signal: AbortSignal
}

/** The part of a key that is the same for every learner. */
export type CommonKey = Omit<Key, 'submission'>

/** Fetches and digests so many submissions at a time. */
const AT_A_TIME = 4

/**
 * Finds everyone's submission, or the reason why there is none. Learners whose grade may stay are in neither
 * list if their submission is a repository: it is not fetched again.
 */
export async function collectHandedIn(
  entries: Entry[],
  source: Source,
  common: CommonKey,
  mayStay: (entry: Entry) => boolean,
): Promise<{ handed: Handed[]; absences: Map<string, Absence> }> {
  const limit = pLimit(AT_A_TIME)
  const handed: Handed[] = []
  const absences = new Map<string, Absence>()
  const looked = entries.filter((entry) => entry.submission.kind === 'folder' || !mayStay(entry))
  const found = await Promise.all(
    looked.map(async (entry) => ({ entry, one: await limit(() => findHandedIn(entry, source, common)) })),
  )
  for (const { entry, one } of found)
    if ('entry' in one) handed.push(one)
    else absences.set(entry.learner.id, one)
  return { handed, absences }
}

/**
 * Finds a learner's submission, fetching it if it is a repository; or tells why there is nothing to grade.
 */
export async function findHandedIn(
  entry: Entry,
  source: Source,
  common: CommonKey,
): Promise<Handed | Absence> {
  const { kind, at } = entry.submission
  try {
    if (!isUrl(entry)) await refuseLinks(source.submissions, at)
    const base = kind === 'git' ? await fetchInto(entry, source) : path.join(source.submissions, at)
    const directory = await insideOf(kind === 'git' ? source.fetched : source.submissions, base)
    return { entry, directory, key: { submission: await digestFolder(directory), ...common } }
  } catch (error) {
    if (error instanceof NotFetched) return { standing: 'not gradable', why: error.message }
    if (error instanceof UnreadableSubmission) return { standing: 'nothing handed in', why: error.message }
    throw error
  }
}

async function fetchInto(entry: Entry, { submissions, fetched, signal }: Source): Promise<string> {
  const { learner, submission } = entry
  const folder = path.join(fetched, learner.id)
  const bundle = path.join(submissions, submission.at)
  if (isUrl(entry)) await checkOut(submission.at, folder, signal)
  else if (await isRegularFile(bundle)) await checkOut(bundle, folder, signal)
  else
    throw new UnreadableSubmission(`There is no bundle ${bundle}: expected a file that \`git bundle\` made.`)
  return folder
}

const isUrl = ({ submission }: Entry) => submission.kind === 'git' && submission.at.includes(':')

const isRegularFile = async (place: string) => (await lstat(place).catch(() => undefined))?.isFile() ?? false

/** A link on the way to what a learner handed in would lead to somebody else's. */
async function refuseLinks(submissions: string, at: string): Promise<void> {
  const names = at.split('/')
  for (const i of names.keys()) {
    const place = names.slice(0, i + 1).join('/')
    const found = await lstat(path.join(submissions, place)).catch(() => undefined)
    if (found?.isSymbolicLink())
      throw new UnreadableSubmission(`${place} is a link, which is not followed: name the folder itself.`)
  }
}

/** The answer within a learner's folder. A link that leads out of that would hand in somebody else's. */
async function insideOf(all: string, own: string): Promise<string> {
  const answer = await answerIn(own)
  const [whole, folder, real] = await Promise.all([all, own, answer].map(realpathOr))
  if (!isWithin(folder, whole) || (real !== folder && !isWithin(real, folder)))
    throw new UnreadableSubmission(
      `${path.relative(all, answer)} is a link to a folder elsewhere, which is not followed.`,
    )
  return answer
}

const realpathOr = (place: string) =>
  realpath(place).catch(() => {
    throw new UnreadableSubmission(`There is no directory ${place}.`)
  })

function isWithin(place = '', folder = ''): boolean {
  const [first = ''] = path.relative(folder, place).split(path.sep)
  return first !== '' && first !== '..'
}
