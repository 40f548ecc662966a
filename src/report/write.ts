import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { writeWhole } from '../output/write-whole.ts'
import type { Report } from './report.ts'

/** Removes the files of an earlier run from the folder, and nothing else. */
export function clearReport(folder: string): void {
  for (const name of ['report.json', 'report.html', 'evidence'])
    rmSync(path.join(folder, name), { recursive: true, force: true })
}

/** Whether `report.json` is there and is this report. */
export function isWritten(folder: string, report: Report): boolean {
  const file = path.join(folder, 'report.json')
  return existsSync(file) && readFileSync(file, 'utf8') === textOf(report)
}

/** Writes `report.json` whole or not at all, so that a run that is killed leaves the last valid one. */
export function writeReport(folder: string, report: Report): void {
  mkdirSync(folder, { recursive: true })
  writeWhole(path.join(folder, 'report.json'), textOf(report))
}

const textOf = (report: Report) => `${JSON.stringify(report, null, 2)}\n`
