import { existsSync } from 'node:fs'
import path from 'node:path'
import { writeWhole } from '../output/write-whole.ts'
import type { Report } from '../report/report.ts'
import { type Pictures, renderReport } from './report.ts'

/** Writes the page of a report beside it, whole or not at all, with pictures of its evidence, and returns where it is. */
export async function writePage(folder: string, report: Report): Promise<string> {
  const file = path.join(folder, 'report.html')
  writeWhole(file, renderReport(report, await picturesOf(folder, report)))
  return file
}

/** The libraries that draw take half a second to load: nothing is loaded if there is nothing to draw. */
async function picturesOf(folder: string, report: Report): Promise<Pictures> {
  if (!existsSync(path.join(folder, 'evidence'))) return new Map()
  const { drawPictures } = await import('./pictures/draw.ts')
  return drawPictures(folder, report)
}
