import type { Position } from '../submission/position.ts'

/**
 * A check's observation that differs from the workshop: expected, observed, the line, and a hint from the
 * evidence.
 */
export interface Finding {
  expected: string
  observed: string
  at?: Position | undefined
  hint?: string | undefined
}

/** The learner's answer does not do what the check says. Any other exception is a grader error. */
export class Failure extends Error {
  override name = 'Failure'
  readonly finding: Finding
  constructor(finding: Finding) {
    super(inWords(finding))
    // Of Assay's own code: it says nothing about the learner's work.
    this.stack = `${this.name}: ${this.message}`
    this.finding = finding
  }
}

function inWords({ expected, observed, at, hint }: Finding): string {
  const place = at && `look at ${at.file}:${at.line}:${at.column}`
  const lines = [`expected ${expected}`, `observed ${observed}`, place, hint && `hint: ${hint}`]
  return lines.filter(Boolean).join('\n')
}

/** The content of a Failure, even after it crossed a process boundary; nothing for any other error. */
export function findingOf(error: { name?: string; finding?: unknown }): Finding | undefined {
  return error.name === 'Failure' ? (error.finding as Finding) : undefined
}
