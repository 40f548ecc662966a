import type { CheckResult } from '../report/report.ts'

/** The failed check to mend first, and what may pass with it. */
export interface Next {
  check: CheckResult
  /** The checks that did not run because of it. */
  blocks: CheckResult[]
}

/**
 * The failed check that is worth most: first one that keeps others from running, and of those the one with the most
 * points, its own and theirs. Nothing if no check has failed.
 */
export function nextOf(checks: CheckResult[]): Next | undefined {
  const failed = checks
    .filter(({ verdict }) => verdict === 'fail')
    .map((check) => ({ check, blocks: checks.filter((other) => rootOf(other, checks) === check) }))
  const [first] = failed.sort(
    (one, other) =>
      Number(other.blocks.length > 0) - Number(one.blocks.length > 0) || worthOf(other) - worthOf(one),
  )
  return first
}

const worthOf = ({ check, blocks }: Next) => [check, ...blocks].reduce((sum, { outOf }) => sum + outOf, 0)

/** The check at the start of the row of those that block each other; nothing for one that is not blocked. */
function rootOf({ blockedBy }: CheckResult, checks: CheckResult[], steps = checks.length) {
  const blocker = checks.find(({ id }) => id === blockedBy)
  if (!blocker || steps === 0 || blocker.verdict !== 'blocked') return blocker
  return rootOf(blocker, checks, steps - 1)
}
