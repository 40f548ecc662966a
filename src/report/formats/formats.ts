import { rmSync } from 'node:fs'
import path from 'node:path'
import { unknownName } from '../../diagnosis/unknown-name.ts'
import { writeWhole } from '../../output/write-whole.ts'
import { renderMarkdown } from '../markdown.ts'
import type { Report } from '../report.ts'
import { CLASSROOM50_VARIABLES, renderClassroom50 } from './classroom50.ts'
import { renderGradescope } from './gradescope.ts'
import { renderJunit } from './junit.ts'

/** A format of other programs for a report. */
export interface Format {
  name: string
  /** The file that those programs look for. */
  file: string
  /** The environment variables that the file repeats. */
  variables: string[]
  /** The content of the file; nothing if the run is not gradable and the format cannot say so. */
  render(report: Report, environment: NodeJS.ProcessEnv): string | undefined
}

const formats: Format[] = [
  { name: 'junit', file: 'junit.xml', variables: [], render: renderJunit },
  { name: 'markdown', file: 'report.md', variables: [], render: renderMarkdown },
  { name: 'gradescope', file: 'results.json', variables: [], render: renderGradescope },
  { name: 'classroom50', file: 'result.json', variables: CLASSROOM50_VARIABLES, render: renderClassroom50 },
]

/** The names of all formats. */
export const formatNames = formats.map(({ name }) => name)

/** The formats with these names. Throws if there is none of a name, or if it needs a variable that is not set. */
export function formatsNamed(names: readonly string[], environment: NodeJS.ProcessEnv): Format[] {
  return [...new Set(names)].map((name) => {
    const format = formats.find((one) => one.name === name)
    if (!format) throw new Error(unknownName('format', name, formatNames))
    const missing = format.variables.filter((variable) => !environment[variable])
    if (missing.length > 0)
      throw new Error(`--format ${name} needs the environment of its runner; not set: ${missing.join(', ')}`)
    return format
  })
}

/** Removes the files of these formats from a folder: a result of an earlier run must not pass for one of this run. */
export function clearFormats(folder: string, chosen: Format[]): void {
  for (const { file } of chosen) rmSync(path.join(folder, file), { force: true })
}

/** Writes a report in these formats, and returns a line about each for the terminal. */
export function writeFormats(
  folder: string,
  report: Report,
  chosen: Format[],
  environment: NodeJS.ProcessEnv,
): string[] {
  clearFormats(folder, chosen)
  return chosen.map(({ name, file, render }) => {
    const text = render(report, environment)
    if (text === undefined)
      return `${file} is not written: ${name} has no result for a run that is not gradable.`
    writeWhole(path.join(folder, file), text)
    return `For ${name}: ${path.join(folder, file)}`
  })
}
