import { z } from 'zod'
import { sanitize } from '../output/sanitize.ts'
import type { Report } from '../report/report.ts'
import { reportSchema } from '../report/schema.ts'
import { Usage } from './exit.ts'
import { readInput } from './input.ts'

/** As much of what is wrong as a reader needs; of a file of another program, everything is. */
const MOST_ISSUES = 3

/** Reads a `report.json`. Throws {@link Usage} if it cannot be read, or is no report that this Assay understands. */
export function readReport(file: string): Report {
  const { success, data, error } = reportSchema.safeParse(parse(file))
  if (success) return data
  const issues = z.prettifyError({ issues: error.issues.slice(0, MOST_ISSUES) })
  throw new Usage(`${file} is not a report that this Assay reads:\n${sanitize(issues)}`)
}

function parse(file: string): unknown {
  const text = readInput(file)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Usage(`${file} is not JSON: ${sanitize((error as Error).message)}`)
  }
}
