import { sanitizeLine } from '../output/sanitize.ts'
import type { SubjectOutcome } from './conformance.ts'

/** No section of an attack may take longer: those of the reference take 15 to 100 s, and three times that on a busy machine. */
const LONGEST_SECONDS = 600

/**
 * Signs that an attack got through, or that its layer did not report stopping it; empty if it was stopped.
 */
export function undefended({ subject, checks, problems, logs, errors, seconds }: SubjectOutcome): string[] {
  const { defence } = subject
  if (!defence) return []
  const report = [
    ...problems.map(({ message }) => message),
    ...checks.flatMap(({ observed = [], expected = [], hint = [] }) => [observed, expected, hint].flat()),
  ].join('\n')
  const log = logs.join('\n')
  return [
    ...(seconds > LONGEST_SECONDS ? [`a section took ${seconds.toFixed(0)} s`] : []),
    ...errors.map((error) => `it caused a grader error and a second grade: ${error}`),
    ...defence.says
      .filter((text) => !report.includes(text))
      .map((text) => `no report says ${JSON.stringify(text)}${report && `; it says: ${cut(report)}`}`),
    ...defence.never.flatMap((text) => linesWith(log, text)).map((line) => `a Pod got through: ${line}`),
    ...defence.always
      .filter((text) => logs.length === 0 || logs.some((one) => !one.includes(text)))
      .map((text) => `no Pod says ${JSON.stringify(text)}${log && `; they say: ${cut(log)}`}`),
  ]
}

/** No more of a text than these characters, and of its lines than these, is shown. */
const [CHARACTERS, LINES] = [600, 20]

function cut(text: string): string {
  const shown = sanitizeLine(text.slice(0, CHARACTERS))
  return text.length > CHARACTERS ? `${shown}…` : shown
}

function linesWith(log: string, text: string): string[] {
  const lines = log.split('\n').filter((line) => line.includes(text))
  return [...new Set(lines)].slice(0, LINES).map(cut)
}
