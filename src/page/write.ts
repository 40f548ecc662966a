import path from 'node:path'
import { writeWhole } from '../output/write-whole.ts'
import type { Report } from '../report/report.ts'
import { renderReport } from './report.ts'

/** Writes the page of a report beside it, whole or not at all, and returns where it is. */
export async function writePage(folder: string, report: Report): Promise<string> {
  const file = path.join(folder, 'report.html')
  writeWhole(file, renderReport(report))
  return file
}
