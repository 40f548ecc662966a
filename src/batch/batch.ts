import { createHash } from 'node:crypto'
import path from 'node:path'
import { Usage } from '../cli/exit.ts'
import { listInput, makeOutput, readInput } from '../cli/input.ts'
import { inotifyInstances } from '../cluster/bounds.ts'
import { unknownName } from '../diagnosis/unknown-name.ts'
import { collectRules } from '../grade/rubric.ts'
import type { Row } from '../gradebook/row.ts'
import { checkImports, type Imports, writeGradebook, writeImports } from '../gradebook/write.ts'
import { shortId } from '../setup/digests.ts'
import { askDockerHost } from '../setup/docker-host.ts'
import { fixture } from '../setup/paths.ts'
import { ensureSetup, type Setup } from '../setup/setup.ts'
import { assayVersion } from '../setup/version.ts'
import type { Rule } from '../verdict/verdict.ts'
import { sectionsOf, type Workshop } from '../verdict/workshop.ts'
import { type Handed, makeAgenda, type Regrade } from './agenda.ts'
import { keepFeedback, renewFeedback } from './feedback.ts'
import { type CommonKey, collectHandedIn } from './hand-in.ts'
import { noteOnImages, readHistory } from './history.ts'
import { Journal } from './journal.ts'
import { lockGradebook } from './lock.ts'
import { bearableJobs, thisMachine } from './machine.ts'
import { findPolicy, type Ground, type PolicyOfBatch } from './policy.ts'
import { Queue, type Terms } from './queue.ts'
import { type Entry, readRoster, rosterOf } from './roster.ts'
import { toRow, toRows } from './rows.ts'
import type { BatchWatcher } from './watcher.ts'

/** A batch: the submissions to grade, how to grade them, and the folder of the gradebook. */
export interface BatchRequest {
  workshop: Workshop
  /** The folder of the submissions. */
  submissions: string
  /** A CSV file that says which submission is whose; each directory is one if not given. */
  roster?: string
  /** The instructor's policy, a YAML file, or `none`; the gradebook's own if not given. */
  policy?: string
  /** The folder of the gradebook. */
  out: string
  /** How to grade. Without `jobs`, as many at a time as the machine can bear. */
  terms: Omit<Terms, 'jobs'> & Partial<Pick<Terms, 'jobs'>>
  regrade: Regrade[]
  imports: Imports
  watcher: BatchWatcher
  /** Aborted to end the batch early; grades given by then are in the gradebook. */
  signal: AbortSignal
}

/** Grades all submissions without a grade, and writes the gradebook after every grade. Returns its rows. */
export async function runBatch(request: BatchRequest): Promise<Row[]> {
  const { out, regrade, watcher } = request
  const entries = listEntries(request)
  refuseStrangers(regrade, entries)
  checkImports(request.imports)
  const rubric = await collectRules(request.workshop)
  const rules = rulesOf(request.workshop, request.terms, rubric)
  const policy = policyOf(request, entries, { rubric, graded: rules })
  makeOutput(out)
  const lost = new AbortController()
  const release = await lockGradebook(out, (error) => lost.abort(error))
  try {
    const signal = AbortSignal.any([request.signal, lost.signal])
    const journal = Journal.open(path.join(out, 'journal.jsonl'))
    const batch = { journal, entries, rules, policy }
    const rows = await gradeInto(batch, { ...request, signal }).finally(() => journal.close())
    if (lost.signal.aborted) throw lost.signal.reason
    return rows
  } finally {
    watcher.close()
    await release().catch(() => undefined)
  }
}

/** What is known of a batch before anything is set up for it. */
interface Batch {
  journal: Journal
  entries: Entry[]
  /** The rubric's rules of the sections that are graded. */
  rules: Rule[]
  policy: PolicyOfBatch
}

async function gradeInto(batch: Batch, request: BatchRequest): Promise<Row[]> {
  const { journal, entries, rules, policy } = batch
  const { workshop, submissions, out, regrade, terms, imports, watcher, signal } = request
  const setup = await ensureSetup(workshop.app, signal)
  const graded = () => readHistory(journal.entries).grades
  const before = graded()
  const mayStay = ({ learner }: Entry) => before.has(learner.id) && regrade.length === 0
  const source = { submissions, fetched: path.join(out, 'fetched'), signal }
  const key = keyOf(terms, rules, setup)
  const { handed, absences } = await collectHandedIn(entries, source, key, mayStay)
  const { due, outdated } = makeAgenda(handed, before, regrade)
  const stay = [...before.values()].filter(
    ({ learner }) => !due.some(({ entry }) => entry.learner.id === learner),
  )
  const notes = [
    ...(outdated.length > 0 ? [`${OUTDATED} ${namesOf(outdated)}.`] : []),
    ...noteOnImages(stay, { submission: '', ...key }),
  ]
  for (const note of [...policy.notes, ...notes]) watcher.note(note)
  const kept = handed.length - due.length
  if (kept > 0) watcher.note(`${kept} of ${handed.length} already have a grade and keep it.`)
  const rows = () => toRows(entries, graded(), absences).map(policy.judge)
  const place = { out, show: policy.show }
  const about = {
    title: `Gradebook of ${path.basename(submissions)}`,
    notes: [...notes, ...policy.strangers],
    ...(policy.inForce && { policy: policy.inForce }),
  }
  const write = () => writeGradebook(out, rows(), rules, { ...about, gradedAt: lastOf(journal) })
  const jobs =
    terms.jobs ?? bearableJobs({ ...(await askDockerHost()), inotifyInstances: inotifyInstances() })
  if (due.length > 0) watcher.note(`To grade: ${due.length}, ${jobs} at a time.`)
  const queue = new Queue(
    { ...terms, jobs },
    {
      out,
      reference: fixture('reference'),
      journal,
      watcher,
      machine: thisMachine(setup),
      signal,
      keepFeedback: ({ entry }, grade, written) =>
        keepFeedback(place, policy.judge(toRow(entry.learner, grade)), written),
      onGrade: write,
    },
    byId(handed),
  )
  policy.keep()
  await renewFeedback(place, rows())
  write()
  for (const note of writeImports(out, rows(), imports)) watcher.note(note)
  await queue.grade(due)
  writeImports(out, rows(), imports)
  for (const note of policy.strangers) watcher.note(note)
  return rows()
}

const OUTDATED =
  'The submission or the grading setup has changed since the grade was given (`--regrade changed` grades these again):'

const namesOf = (some: Handed[]) => some.map(({ entry }) => entry.learner.name).join(', ')

const byId = (handed: Handed[]) => new Map(handed.map((one) => [one.entry.learner.id, one]))

/** When the last grade or control has ended: nothing of the page changes by writing it again. */
const lastOf = ({ entries }: Journal) => entries.at(-1)?.endedAt ?? ''

function listEntries({ submissions, roster, out, watcher }: BatchRequest): Entry[] {
  const list = () => {
    const folders = listInput(submissions).filter((one) => one.isDirectory() && !one.name.startsWith('.'))
    return folders.map(({ name }) => name).filter((name) => path.join(submissions, name) !== out)
  }
  if (roster !== undefined) return readRoster(readInput(roster), roster, (note) => watcher.note(note), list)
  const names = list()
  if (names.length === 0)
    throw new Usage(`There is no directory in ${submissions}: each directory in it is one submission.`)
  return rosterOf(names)
}

function refuseStrangers(regrade: Regrade[], entries: Entry[]): void {
  const known = ['errors', 'changed', ...entries.map(({ learner }) => learner.id)]
  const stranger = regrade.find((id) => !known.includes(id))
  if (stranger !== undefined) throw new Usage(`--regrade: ${unknownName('learner', stranger, known)}`)
}

function policyOf(
  { workshop, out, policy, roster }: BatchRequest,
  entries: Entry[],
  rules: Pick<Ground, 'rubric' | 'graded'>,
): PolicyOfBatch {
  const learners = entries.map(({ learner }) => learner)
  const { sections } = workshop
  return findPolicy(out, policy, { ...rules, sections, learners, hasRoster: roster !== undefined })
}

function rulesOf(workshop: Workshop, { sections }: Pick<Terms, 'sections'>, rules: Rule[]): Rule[] {
  const titles = sectionsOf(workshop, sections).map(({ title }) => title)
  return rules.filter(({ section }) => titles.includes(section))
}

function keyOf(
  { pace, sections }: Pick<Terms, 'pace' | 'sections'>,
  rules: Rule[],
  { images, digests }: Setup,
): CommonKey {
  const rubric = createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 16)
  const ids = Object.fromEntries(digests.map(({ name, id }) => [name, shortId(id)]))
  return { rubric, assay: assayVersion(), nodeImage: images.node, images: ids, pace, sections }
}
