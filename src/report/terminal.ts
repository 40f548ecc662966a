import color from 'picocolors'
import { sanitize, sanitizeLine } from '../output/sanitize.ts'
import type { Problem } from '../submission/problem.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { quote } from './quote.ts'
import { absenceOf, type CheckResult, NOT_GRADABLE, type Report } from './report.ts'

const PAINT: Record<Verdict, (text: string) => string> = {
  pass: color.green,
  fail: color.red,
  absent: color.dim,
  blocked: color.yellow,
  error: color.magenta,
}

/** A report as a terminal shows it. */
export function renderTerminal(report: Report): string {
  const sections = [...new Set(report.checks.map(({ section }) => section))]
  const blocks = sections.map((section) => {
    const checks = report.checks.filter((check) => check.section === section)
    return [color.bold(section), ...checks.map(renderCheck)].join('\n').trimEnd()
  })
  return `${[renderFiles(report), ...blocks, renderTotal(report)].filter(Boolean).join('\n\n')}\n`
}

/** One line for a check, as shown during the run. */
export function renderLine({ id, verdict, points, outOf, blockedBy }: CheckResult): string {
  const earned = verdict === 'error' ? '-' : points
  const why = verdict === 'blocked' ? `   needs ${blockedBy}, which did not pass` : ''
  return `${PAINT[verdict](verdict.toUpperCase().padEnd(7))}  ${id}  ${earned}/${outOf}${color.dim(why)}`
}

/** A check as a terminal shows it: a line, and for a fail all that was found. */
export function renderCheck(check: CheckResult): string {
  const line = renderLine(check)
  if (check.verdict === 'error')
    return `${line}   ${sanitizeLine(check.observed ?? '')}; it costs you no points`
  if (check.verdict === 'absent') return `${line}   ${sanitizeLine(absenceOf(check))}`
  if (check.verdict !== 'fail') return line
  const { says, expected, observed, at, hint, evidence } = check
  const rows = [
    ['Expected', expected],
    ['Observed', observed],
    ['Look at', at && [`${at.file}:${at.line}:${at.column}`, ...quote(at)].join('\n')],
    ['Hint', hint],
    ['Evidence', evidence && `${evidence}/  (objects, events, logs)`],
  ].filter((row): row is [string, string] => Boolean(row[1]))
  const fields = rows.map(
    ([name, text]) => `         ${color.bold(name.padEnd(9))} ${indent(sanitize(text))}`,
  )
  return [line, `         ${says}`, '', ...fields, ''].join('\n')
}

const indent = (text: string) => text.split('\n').join(`\n${' '.repeat(19)}`)

function renderFiles({ objects, problems }: Report): string {
  const whose = [
    ['yours', objects.submission],
    ['workshop', objects.workshop],
  ] as const
  const objectLines = whose
    .filter(([, names]) => names.length > 0)
    .map(([name, names]) => `${color.dim(name.padEnd(8))}  ${sanitizeLine(names.join(', '))}`)
  return [color.bold('What was graded'), ...objectLines, ...problems.map(renderProblem)].join('\n')
}

/** One line for a problem of a submission. */
export function renderProblem({ severity, message, at }: Problem): string {
  const mark = severity === 'error' ? color.red('problem ') : color.dim('note    ')
  return `${mark}  ${at ? `${at.file}:${at.line}:${at.column}  ` : ''}${sanitizeLine(message)}`
}

function renderTotal({ score, outOf, gradable, faults, pace, versions, seconds }: Report): string {
  const verdict = gradable
    ? color.bold(`Score ${score}/${outOf}`)
    : `${color.magenta('Not gradable.')} ${NOT_GRADABLE}`
  const time = Math.round(seconds.setup + seconds.cluster + seconds.checks)
  const lines = faults.map((fault) => `${color.magenta('fault   ')}  ${sanitizeLine(fault)}\n`)
  return `${lines.join('')}${verdict}   ${color.dim(`pace ${pace}, Kubernetes ${versions.kubernetes}, ${time} s`)}`
}
