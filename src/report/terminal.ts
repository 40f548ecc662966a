import { fits, hang, truncate } from '../output/columns.ts'
import type { Colors, Display } from '../output/display.ts'
import { sanitize, sanitizeLine } from '../output/sanitize.ts'
import type { Problem } from '../submission/problem.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { CARRIED_FORWARD } from './carry-forward.ts'
import { renderFailed } from './failed.ts'
import { placeOf, quote } from './quote.ts'
import { absenceOf, bySection, type CheckResult, NOT_GRADABLE, type Report } from './report.ts'

const COLORS: Record<Verdict, (color: Colors) => (text: string) => string> = {
  pass: ({ green }) => green,
  fail: ({ red }) => red,
  absent: ({ dim }) => dim,
  blocked: ({ yellow }) => yellow,
  error: ({ magenta }) => magenta,
}

/** Columns of a verdict and of the words like it, with the space behind them: texts begin there. */
const INDENT = 9

/** Columns before the texts of a failed check. */
const DEEP = INDENT + 10

/** A report as a terminal shows it. */
export function renderTerminal(report: Report, display: Display): string {
  const blocks = bySection(report.checks).map(([section, checks]) => {
    const rendered = checks.map((check) => renderCheck(check, display))
    return [display.color.bold(section), ...rendered].join('\n').trimEnd()
  })
  const parts = [
    renderFiles(report, display),
    ...blocks,
    renderFailed(report, display),
    renderCarried(report, display),
    renderTotal(report, display),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** A check as a terminal shows it: its verdict, and for a fail all that was found. */
export function renderCheck(check: CheckResult, display: Display): string {
  const line = renderVerdict(check, display)
  if (check.verdict !== 'fail') return line
  const { columns, color } = display
  const { says, expected, observed, at, hint, evidence } = check
  const wrapped = (text: string | undefined) => text && hang(sanitize(text), DEEP, columns)
  const rows = [
    ['Expected', wrapped(expected)],
    ['Observed', wrapped(observed)],
    ['Look at', at && [placeOf(at), ...quote(at, columns - DEEP)].join(`\n${' '.repeat(DEEP)}`)],
    ['Hint', wrapped(hint)],
    ['Evidence', wrapped(evidence && `${evidence}/  (objects, events, logs)`)],
  ].filter((row): row is [string, string] => Boolean(row[1]))
  const fields = rows.map(([name, text]) => `${' '.repeat(INDENT)}${color.bold(name.padEnd(9))} ${text}`)
  return [line, `${' '.repeat(INDENT)}${hang(says, INDENT, columns)}`, '', ...fields, ''].join('\n')
}

/** One line for a check, as shown during the run. */
export function renderLine(check: CheckResult, { columns, color }: Display): string {
  const why = check.verdict === 'blocked' || check.carriedForward ? `   ${reasonOf(check)}` : ''
  return `${renderMark(check, color)}${truncate(`${pointsOf(check)}${why}`, columns - INDENT)}`
}

/** A check's verdict and points, and the reason if there is a short one. */
function renderVerdict(check: CheckResult, { columns, color }: Display): string {
  const reason = reasonOf(check)
  const text = `${pointsOf(check)}${reason && `   ${color.dim(reason)}`}`
  return `${renderMark(check, color)}${hang(text, INDENT, columns)}`
}

const renderMark = ({ verdict }: CheckResult, color: Colors) =>
  `${COLORS[verdict](color)(verdict.toUpperCase().padEnd(INDENT - 2))}  `

const pointsOf = ({ id, verdict, points, outOf }: CheckResult) =>
  `${id}  ${verdict === 'error' ? '-' : points}/${outOf}`

function reasonOf(check: CheckResult): string {
  const { verdict, observed = '', blockedBy, carriedForward } = check
  if (carriedForward) return 'carried forward'
  if (verdict === 'blocked') return `needs ${blockedBy}, which did not pass`
  if (verdict === 'error') return `${sanitizeLine(observed)}; it costs you no points`
  return verdict === 'absent' ? sanitizeLine(absenceOf(check)) : ''
}

function renderFiles({ objects, problems }: Report, display: Display): string {
  const { columns, color } = display
  const whose = [
    ['yours', objects.submission],
    ['workshop', objects.workshop],
  ] as const
  const objectLines = whose
    .filter(([, names]) => names.length > 0)
    .map(([name, names]) => {
      const list = hang(sanitizeLine(names.join(', ')), INDENT + 1, columns)
      return `${color.dim(name.padEnd(INDENT - 1))}  ${list}`
    })
  const problemLines = problems.map((problem) => renderProblem(problem, display))
  return [color.bold('What was graded'), ...objectLines, ...problemLines].join('\n')
}

/** A problem of a submission. If its place and its words do not fit on one line, the words begin on the next. */
export function renderProblem({ severity, message, at }: Problem, { columns, color }: Display): string {
  const mark = severity === 'error' ? color.red('problem ') : color.dim('note    ')
  const words = sanitizeLine(message)
  const indent = INDENT + 1
  if (!at) return `${mark}  ${hang(words, indent, columns)}`
  const onOneLine = `${placeOf(at)}  ${words}`
  if (fits(onOneLine, columns - indent)) return `${mark}  ${onOneLine}`
  return `${mark}  ${placeOf(at)}\n${' '.repeat(indent)}${hang(words, indent, columns)}`
}

/** What the words mean, if a check has them. */
const renderCarried = ({ checks }: Report, { columns }: Display) =>
  checks.some(({ carriedForward }) => carriedForward) ? hang(CARRIED_FORWARD, 0, columns) : ''

function renderTotal(report: Report, { columns, color }: Display): string {
  const { score, outOf, gradable, faults, pace, versions, seconds } = report
  const verdict = gradable
    ? color.bold(`Score ${score}/${outOf}`)
    : `${color.magenta('Not gradable.')} ${NOT_GRADABLE}`
  const time = Math.round(seconds.setup + seconds.cluster + seconds.checks)
  const circumstances = color.dim(`pace ${pace}, Kubernetes ${versions.kubernetes}, ${time} s`)
  const lines = faults.map((fault) => {
    return `${color.magenta('fault   ')}  ${hang(sanitizeLine(fault), INDENT + 1, columns)}`
  })
  return [...lines, hang(`${verdict}   ${circumstances}`, 0, columns)].join('\n')
}
