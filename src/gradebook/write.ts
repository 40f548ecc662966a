import path from 'node:path'
import { readInput } from '../cli/input.ts'
import { writeWhole } from '../output/write-whole.ts'
import type { Rule } from '../verdict/verdict.ts'
import { renderGrades } from './grades.ts'
import { fillCanvas } from './imports/canvas.ts'
import type { Unmatched } from './imports/match.ts'
import { fillMoodle } from './imports/moodle.ts'
import { type About, renderPage } from './page.ts'
import type { Row } from './row.ts'

/** The files of other systems to fill with the grades. */
export interface Imports {
  /** Canvas' own exported gradebook, and which assignment of it, if it has several. */
  canvas?: { file: string; assignment?: string }
  /** Moodle's own grading worksheet. */
  moodle?: { file: string }
}

/** Writes the gradebook into a folder: `grades.csv` and `index.html`. `rules` are the rubric's, whatever the policy. */
export function writeGradebook(folder: string, rows: Row[], rules: Rule[], about: About): void {
  writeWhole(path.join(folder, 'grades.csv'), renderGrades(rows, rules, about.policy?.policy))
  writeWhole(path.join(folder, 'index.html'), renderPage(rows, rules, about))
}

/** Throws `Usage` for a file that cannot be filled: better before the first grade than after it. */
export function checkImports({ canvas, moodle }: Imports): void {
  if (canvas) fillCanvas(readInput(canvas.file), [], canvas.assignment)
  if (moodle) fillMoodle(readInput(moodle.file), [])
}

/**
 * Fills the files for other systems, and returns notes on learners not found. Throws `Usage` for a wrong
 * file.
 */
export function writeImports(folder: string, rows: Row[], { canvas, moodle }: Imports): string[] {
  const notes: string[] = []
  if (canvas) {
    const { csv, unmatched, excused } = fillCanvas(readInput(canvas.file), rows, canvas.assignment)
    writeWhole(path.join(folder, 'canvas.csv'), csv)
    notes.push(...inWords('Canvas', unmatched))
    if (excused.length > 0)
      notes.push(`Excused in Canvas, and left unchanged: ${excused.map(({ name }) => name).join(', ')}.`)
  }
  if (moodle) {
    const { csv, unmatched } = fillMoodle(readInput(moodle.file), rows)
    writeWhole(path.join(folder, 'moodle.csv'), csv)
    notes.push(...inWords('Moodle', unmatched))
  }
  return notes
}

function inWords(system: string, { learners, students }: Unmatched): string[] {
  const names = learners.map(({ name }) => name)
  return [
    ...(names.length > 0 ? [`Not found in the ${system} file: ${names.join(', ')}.`] : []),
    ...(students.length > 0
      ? [`In the ${system} file, but not among the submissions: ${students.join(', ')}.`]
      : []),
  ]
}
