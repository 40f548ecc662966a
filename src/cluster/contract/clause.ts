import type { Trial } from './trial.ts'

/** One thing that Assay asks of a node image. */
export interface Clause {
  /** What it is about. */
  name: string
  /** What is asked, said of the node. */
  asks: string
  /** What to do where it is not so. */
  remedy: string
  /** Whether nothing further can be tried on a node of which it is not so. */
  isGate?: true
  /** Tries it and returns what was found; throws an error that says what was seen where it is not so. */
  attempt(trial: Trial): Promise<string>
}

/** What came of a clause. */
export interface ClauseOutcome {
  clause: Clause
  isKept: boolean
  /** What was found, or seen instead. */
  seen: string
}

/** Tries clauses in their order, up to a gate that is shut; hands each outcome on as soon as it is there. Returns the clauses that were not tried. */
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
