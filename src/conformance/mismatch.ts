import type { Rule } from '../verdict/verdict.ts'
import type { Outcome } from './conformance.ts'

/** Where a subject did not get the verdicts that it must, in words; nothing where it did. */
export function mismatches({ subject, checks, faults }: Outcome, rules: Rule[]): string[] {
  if (subject.kind === 'calibration') {
    const lost = checks.filter(({ verdict }) => verdict !== 'pass')
    const shown = lost.map(({ id, verdict, observed }) => `${id} is ${verdict}: ${observed}`)
    return [...(checks.length === 0 ? ['nothing was looked at'] : shown), ...faults]
  }
  const wrong = rules.flatMap((rule) => {
    const result = checks.find(({ id }) => id === rule.id)
    const expected = subject.expected(rule)
    if (!result) {
      if (expected === 'pass') return []
      return [
        `${rule.id} must be ${expected}, and the submission gives that section what the reference gives`,
      ]
    }
    if (result.verdict === expected) return []
    const why = result.observed ?? (result.blockedBy && `needs ${result.blockedBy}`) ?? ''
    return [`${rule.id} must be ${expected} and is ${result.verdict}${why && `: ${why}`}`]
  })
  return [...wrong, ...faults.map((fault) => `fault: ${fault}`)]
}
