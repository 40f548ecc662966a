import type { Grade, JournalEntry, Key } from './journal.ts'

/** What a journal comes to. */
export interface History {
  /** The last grade of each learner that still counts, by their id. */
  grades: Map<string, Grade>
  /** Learners graded since the last control, which is not in yet. */
  unconfirmed: string[]
  /** Controls that did not score full, one after the other, up to the end. */
  failedControls: number
}

/**
 * Reads a journal from its beginning. What was graded between a control that scored full and one that did not does
 * not count: nobody knows when the machine stopped being fit to grade.
 */
export function readHistory(entries: JournalEntry[]): History {
  const grades = new Map<string, Grade>()
  let unconfirmed: string[] = []
  let failedControls = 0
  for (const entry of entries) {
    if (entry.kind === 'grade') {
      grades.set(entry.learner, entry)
      unconfirmed.push(entry.learner)
      continue
    }
    if (!entry.isFull) for (const learner of unconfirmed) grades.delete(learner)
    failedControls = entry.isFull ? 0 : failedControls + 1
    unconfirmed = []
  }
  return { grades, unconfirmed: [...new Set(unconfirmed)], failedControls }
}

/** Whether grading again would be grading the same in the same way. */
export function isSameKey(one: Key, other: Key): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))
}

const inOrder = ({ submission, rubric, assay, nodeImage, pace, sections }: Key) => [
  submission,
  rubric,
  assay,
  nodeImage,
  pace,
  ...sections,
]
