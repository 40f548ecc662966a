import { existsSync, mkdirSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { FOLDERS, type Row } from '../gradebook/row.ts'
import { writeWhole } from '../output/write-whole.ts'
import { writePage } from '../page/write.ts'
import { renderMarkdown } from '../report/markdown.ts'
import type { Show } from '../report/policy.ts'
import type { Report } from '../report/report.ts'
import { isWritten, writeReport } from '../report/write.ts'

/** The folder of a gradebook, and how much of a failure its learners see. */
export interface Place {
  out: string
  show: Show
}

/**
 * Replaces a learner's files with those of a grade. All of them are under `feedback/` if learners see all; otherwise
 * they are under `complete/`, and `feedback/` has the learner's copy.
 */
export async function keepFeedback(place: Place, row: Row, written: string): Promise<void> {
  const { feedback, whole } = foldersOf(place, row.learner.id)
  for (const folder of [feedback, whole]) await rm(folder, { recursive: true, force: true })
  if (!existsSync(written)) return
  if (row.report) await writeReports(written, row.report)
  await move(written, whole)
  await renewCopy(place, row)
}

/**
 * Brings everyone's files in line with their rows: reports that are missing, as after a power cut, and all that another
 * policy changes. Evidence that is lost stays lost.
 */
export async function renewFeedback(place: Place, rows: Row[]): Promise<void> {
  await putAllInPlace(place, rows)
  for (const row of rows) {
    const { whole } = foldersOf(place, row.learner.id)
    if (row.report && !isCurrent(whole, row.report)) await writeReports(whole, row.report)
    await renewCopy(place, row)
  }
}

/** Moves what was written under another policy, also of those who have left the roster. */
async function putAllInPlace(place: Place, rows: Row[]): Promise<void> {
  const from = path.join(place.out, place.show === 'all' ? FOLDERS.complete : FOLDERS.feedback)
  const known = new Set(rows.map(({ learner }) => learner.id))
  for (const id of existsSync(from) ? await readdir(from) : []) {
    const { feedback, whole } = foldersOf(place, id)
    if (place.show === 'all') await rm(feedback, { recursive: true, force: true })
    if (!existsSync(whole)) await move(path.join(from, id), whole)
    else if (!known.has(id)) await rm(feedback, { recursive: true, force: true })
  }
  if (place.show === 'all') await rm(from, { recursive: true, force: true })
}

/** Writes the learner's copy, if that says less than the whole. The report is written last, as a sign that all is there. */
async function renewCopy(place: Place, { learner, policy }: Row): Promise<void> {
  if (place.show === 'all') return
  const { feedback, whole } = foldersOf(place, learner.id)
  const shown = policy?.shown
  if (shown && isCurrent(feedback, shown)) return
  await rm(feedback, { recursive: true, force: true })
  if (!shown) return
  const evidence = path.join(whole, 'evidence')
  if (place.show === 'no-hint' && existsSync(evidence))
    await cp(evidence, path.join(feedback, 'evidence'), { recursive: true })
  await writeReports(feedback, shown)
}

/** Everything that is rendered of a report, for whoever may see the report. */
async function writeReports(folder: string, report: Report): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await writePage(folder, report)
  writeWhole(path.join(folder, 'report.md'), renderMarkdown(report))
  writeReport(folder, report)
}

const RENDERINGS = ['report.html', 'report.md']

const isCurrent = (folder: string, report: Report) =>
  RENDERINGS.every((name) => existsSync(path.join(folder, name))) && isWritten(folder, report)

function foldersOf({ out, show }: Place, id: string): { feedback: string; whole: string } {
  const feedback = path.join(out, FOLDERS.feedback, id)
  return { feedback, whole: show === 'all' ? feedback : path.join(out, FOLDERS.complete, id) }
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true })
  await rename(from, to)
}
