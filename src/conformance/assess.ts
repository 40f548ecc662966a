import type { Rule } from '../verdict/verdict.ts'
import type { SubjectOutcome } from './conformance.ts'
import { undefended } from './defended.ts'
import { readSnapshot, textOf, writeSnapshot } from './snapshots.ts'
import type { Subject } from './subject.ts'

/** What a subject's verdicts are held against. */
export interface Standard {
  rules: Rule[]
  /** Pin the texts that mutants get now, instead of asking for those that are pinned. */
  update: boolean
}

/** Where a subject did not get the verdicts or the text that it must, in words; nothing where it did. */
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
    : [`its text is not the one that is pinned:\n${textOf(outcome)}`]
}

function differing(rule: Rule, { subject, checks }: SubjectOutcome): string[] {
  const result = checks.find(({ id }) => id === rule.id)
  const expected = subject.expected(rule)
  if (!result && isAffected(subject, rule)) return [`${rule.id} was not tried`]
  if (!result && expected !== 'pass')
    return [`${rule.id} must be ${expected}, and this gives its section only what the reference gives`]
  if (!result || result.verdict === expected) return []
  const why = result.observed ?? (result.blockedBy && `needs ${result.blockedBy}`) ?? ''
  return [`${rule.id} must be ${expected} and is ${result.verdict}${why && `: ${why}`}`]
}

/** Whether a subject gives a check's section something else than the reference does: otherwise it counts as tried. */
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
