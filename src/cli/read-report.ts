import { z } from 'zod'
import { sanitize } from '../output/sanitize.ts'
import type { Report } from '../report/report.ts'
import { reportSchema } from '../report/schema.ts'
import { Usage } from './exit.ts'
import { readInput } from './input.ts'

/** Reads a `report.json`. Throws {@link Usage} if it cannot be read, or is no report that this Assay understands. */
export function readReport(file: string): Report {
  const { success, data, error } = reportSchema.safeParse(parse(file))
  if (success) return data
  throw new Usage(`${file} is not a report that this Assay reads:\n${sanitize(z.prettifyError(error))}`)
}

function parse(file: string): unknown {
  const text = readInput(file)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Usage(`${file} is not JSON: ${sanitize((error as Error).message)}`)
  }
}
