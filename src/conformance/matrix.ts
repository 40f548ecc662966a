import type { Rule, Verdict } from '../verdict/verdict.ts'
import type { Outcome } from './conformance.ts'

const MARK: Record<Verdict, string> = { pass: '·', fail: 'F', blocked: 'b', absent: 'a', error: 'E' }

/** Which mutant kills which check: a row each, F for fail, b for blocked, a for absent, and blank where nothing differs. */
export function renderMatrix(outcomes: Outcome[], rules: Rule[]): string {
  const width = Math.max(...outcomes.map(({ subject }) => subject.name.length))
  const legend = rules.map(({ id }, i) => `${String(i + 1).padStart(4)}  ${id}`)
  const heading = `${' '.repeat(width)}  ${rules.map((_, i) => String(i + 1).padStart(3)).join('')}  seconds`
  const rows = outcomes
    .filter(({ subject }) => subject.kind !== 'calibration')
    .map(({ subject, checks, seconds }) => {
      const marks = rules.map(({ id }) => MARK[checks.find((check) => check.id === id)?.verdict ?? 'pass'])
      const untouched = checks.length === 0 ? '  same objects as the reference' : ''
      return `${subject.name.padEnd(width)}  ${marks.map((mark) => mark.padStart(3)).join('')}  ${seconds.toFixed(0).padStart(7)}${untouched}`
    })
  const kills = rules.map(({ id }) => String(killersOf(id, outcomes).length).padStart(3))
  return [...legend, '', heading, ...rows, `${'killed by'.padEnd(width)}  ${kills.join('')}`].join('\n')
}

/** The mutants that fail a check. */
export function killersOf(id: string, outcomes: Outcome[]): string[] {
  return outcomes
    .filter(({ subject }) => subject.kind === 'mutant')
    .filter(({ checks }) => checks.some((check) => check.id === id && check.verdict === 'fail'))
    .map(({ subject }) => subject.name)
}
