import type { Trial } from './trial.ts'

/** One requirement that Assay has of a node image. */
export interface Clause {
  /** Its subject. */
  name: string
  /** The requirement, as a sentence about the node. */
  asks: string
  /** What to do if it is not met. */
  remedy: string
  /** Whether the clauses after it cannot be tried if it is not met. */
  isGate?: true
  /** Tests it and returns the finding. If it is not met, throws an error that says what was seen instead. */
  attempt(trial: Trial): Promise<string>
}

/** The outcome of a clause. */
export interface ClauseOutcome {
  clause: Clause
  isKept: boolean
  /** The finding, or what was seen instead. */
  seen: string
}

/**
 * Tests clauses in their order, and stops after a gate that is not met. Passes on each outcome at once.
 * Returns the clauses that were not tried.
 */
export async function tryAll(
  clauses: Clause[],
  trial: Trial,
  onOutcome: (outcome: ClauseOutcome) => void,
): Promise<Clause[]> {
  for (const [i, clause] of clauses.entries()) {
    trial.signal.throwIfAborted()
    const outcome = await tryOne(clause, trial)
    trial.signal.throwIfAborted()
    onOutcome(outcome)
    if (!outcome.isKept && clause.isGate) return clauses.slice(i + 1)
  }
  return []
}

const tryOne = (clause: Clause, trial: Trial): Promise<ClauseOutcome> =>
  clause.attempt(trial).then(
    (seen) => ({ clause, isKept: true, seen }),
    (error: Error) => ({ clause, isKept: false, seen: error.message }),
  )
