import type { Position } from '../submission/position.ts'

/** What a check saw that the workshop does not say: expected, observed, where, and a hint drawn from what was seen. */
export interface Finding {
  expected: string
  observed: string
  at?: Position | undefined
  hint?: string | undefined
}

/** The learner's answer does not do what the check says. Anything else that is thrown is an error of ours. */
export class Failure extends Error {
  override name = 'Failure'
  readonly finding: Finding
  constructor(finding: Finding) {
    super(`expected ${finding.expected}; observed ${finding.observed}`)
    this.finding = finding
  }
}

/** What a Failure found, also after it has crossed a process boundary; nothing for any other error. */
export function findingOf(error: { name?: string; finding?: unknown }): Finding | undefined {
  return error.name === 'Failure' ? (error.finding as Finding) : undefined
}
