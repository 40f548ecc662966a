import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from '../output/write-whole.ts'
import { writePage } from '../page/write.ts'
import { renderMarkdown } from '../report/markdown.ts'
import type { Report } from '../report/report.ts'
import { writeReport } from '../report/write.ts'
import type { Grade } from './journal.ts'

/** Replaces a learner's folder under `feedback/` with the files of a grade, and the report as a page and as Markdown. */
export async function keepFeedback(
  out: string,
  id: string,
  written: string,
  report: Report | undefined,
): Promise<void> {
  const folder = path.join(out, 'feedback', id)
  await rm(folder, { recursive: true, force: true })
  if (!existsSync(written)) return
  if (report) await writeRenderings(written, report)
  await mkdir(path.dirname(folder), { recursive: true })
  await rename(written, folder)
}

/** Restores missing reports from the journal, as after a power cut; their evidence is lost. */
export async function restoreFeedback(out: string, grades: Iterable<Grade>): Promise<void> {
  for (const { learner, report } of grades) {
    const folder = path.join(out, 'feedback', learner)
    if (!report || RENDERINGS.every((name) => existsSync(path.join(folder, name)))) continue
    writeReport(folder, report)
    await writeRenderings(folder, report)
  }
}

const RENDERINGS = ['report.html', 'report.md']

async function writeRenderings(folder: string, report: Report): Promise<void> {
  await writePage(folder, report)
  writeWhole(path.join(folder, 'report.md'), renderMarkdown(report))
}
