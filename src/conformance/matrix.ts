import type { CheckResult } from '../report/report.ts'
import type { Rule, Verdict } from '../verdict/verdict.ts'
import { isAffected } from './assess.ts'
import type { SubjectOutcome } from './conformance.ts'

const MARK: Record<Verdict, string> = { pass: '·', fail: 'F', blocked: 'b', absent: 'a', error: 'E' }

/** Stands for a check that did not get the same verdict every time. */
const DIFFERS = '!'

/** Stands for a check of a section that is given what the reference gives it, and for one that was not tried. */
const [SAME, UNTRIED] = ['=', '?']

/**
 * The kill matrix: a row for each subject, a column for each check. F is fail, b blocked, a absent, E error,
 * ? not tried, and = the same input as the reference's (or, of a random sample, as its fixture's), and so its verdict. If a subject was graded several
 * times, ! marks a verdict that was not the same every time.
 */
export function renderMatrix(outcomes: SubjectOutcome[], rules: Rule[]): string {
  const graded = outcomes.filter(({ subject }) => subject.kind !== 'calibration')
  const names = [...new Set(graded.map(({ subject }) => subject.name))].sort()
  const width = Math.max(...names.map((name) => name.length), 'killed by'.length)
  const legend = rules.map(({ id }, i) => `${String(i + 1).padStart(4)}  ${id}`)
  const heading = `${' '.repeat(width)}  ${cells(rules.map((_, i) => i + 1))}  times  seconds`
  const rows = names.map((name) => {
    const own = graded.filter(({ subject }) => subject.name === name)
    const marks = rules.map((rule) => markOf(own.map((outcome) => markFor(rule, outcome))))
    const most = Math.max(...own.map(({ seconds }) => seconds)).toFixed(0)
    return `${name.padEnd(width)}  ${cells(marks)}  ${String(own.length).padStart(5)}  ${most.padStart(7)}`
  })
  const kills = `${'killed by'.padEnd(width)}  ${cells(rules.map(({ id }) => countKillers(id, graded)))}`
  return [...legend, '', heading, ...rows, kills].join('\n')
}

const cells = (values: (string | number)[]) => values.map((value) => String(value).padStart(3)).join('')

const find = (checks: CheckResult[], id: string) => checks.find((check) => check.id === id)

function markFor(rule: Rule, { subject, checks }: SubjectOutcome): string {
  const result = find(checks, rule.id)
  if (result) return MARK[result.verdict]
  return isAffected(subject, rule) ? UNTRIED : SAME
}

function markOf(marks: string[]): string {
  const [first = UNTRIED] = marks
  return marks.every((mark) => mark === first) ? first : DIFFERS
}

function countKillers(id: string, outcomes: SubjectOutcome[]): number {
  const killers = outcomes.filter(
    ({ subject, checks }) => subject.kind === 'mutant' && find(checks, id)?.verdict === 'fail',
  )
  return new Set(killers.map(({ subject }) => subject.name)).size
}
