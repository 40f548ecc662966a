import type { Rule } from '../verdict/verdict.ts'
import type { SubjectOutcome } from './conformance.ts'
import { undefended } from './defended.ts'
import { readSnapshot, textOf, writeSnapshot } from './snapshots.ts'
import type { Subject } from './subject.ts'

/** How to assess a subject's verdicts. */
export interface Standard {
  rules: Rule[]
  /** Pins the mutants' current texts instead of comparing them with the pinned ones. */
  update: boolean
}

/** The wrong verdicts or texts of a subject, in words; empty if all are right. */
export function assess(outcome: SubjectOutcome, { rules, update }: Standard): string[] {
  const { subject, checks, faults } = outcome
  const wrong = [
    ...(subject.kind === 'calibration'
      ? notPassed(outcome)
      : rules.flatMap((rule) => differing(rule, outcome))),
    ...faults.map((fault) => `fault: ${fault}`),
    ...undefended(outcome),
  ]
  if (wrong.length > 0 || subject.kind !== 'mutant' || checks.length === 0) return wrong
  if (update) writeSnapshot(outcome)
  return readSnapshot(outcome) === textOf(outcome)
    ? []
    : [`its text differs from the pinned one:\n${textOf(outcome)}`]
}

function differing(rule: Rule, { subject, checks }: SubjectOutcome): string[] {
  const result = checks.find(({ id }) => id === rule.id)
  const expected = subject.expected(rule)
  if (!result && isAffected(subject, rule)) return [`${rule.id} was not tried`]
  // Of what was written differently, the other sections are given what the fixture that it comes from gives them.
  if (!result && expected !== 'pass' && subject.kind !== 'random')
    return [`${rule.id} must be ${expected}, but here its section has the same input as in the reference`]
  if (!result || result.verdict === expected) return []
  const why = result.observed ?? (result.blockedBy && `needs ${result.blockedBy}`) ?? ''
  return [`${rule.id} must be ${expected} but is ${result.verdict}${why && `: ${why}`}`]
}

/**
 * Whether a subject's input to a check's section differs from the reference's; if not, the check counts as
 * tried.
 */
export function isAffected(
  { sections }: Pick<Subject, 'sections'>,
  { section }: Pick<Rule, 'section'>,
): boolean {
  return sections.some(({ title }) => title === section)
}

function notPassed({ checks }: SubjectOutcome): string[] {
  if (checks.length === 0) return ['nothing was looked at']
  const lost = checks.filter(({ verdict }) => verdict !== 'pass')
  return lost.map(({ id, verdict, observed }) => `${id} is ${verdict}: ${observed}`)
}
