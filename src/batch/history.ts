import type { Grade, JournalEntry, Key } from './journal.ts'

/** The state that a journal's entries add up to. */
export interface History {
  /** The last grade of each learner that still counts, by their id. */
  grades: Map<string, Grade>
  /** Learners whose grade no control has confirmed yet. */
  unconfirmed: string[]
  /** The number of failed controls in a row at the end. */
  failedControls: number
}

/**
 * Reads a journal from its beginning. Grades between a control that scored full and one that did not do not
 * count: nobody knows when the machine stopped being fit to grade. A control that scored full also confirms
 * the grades that ran beside it and ended later.
 */
export function readHistory(entries: JournalEntry[]): History {
  const grades = new Map<string, Grade>()
  let unconfirmed: string[] = []
  let failedControls = 0
  let confirmedUntil = ''
  for (const entry of entries) {
    if (entry.kind === 'grade') {
      grades.set(entry.learner, entry)
      if (!(entry.startedAt < confirmedUntil)) unconfirmed.push(entry.learner)
      continue
    }
    if (entry.isFull) confirmedUntil = entry.endedAt
    else for (const learner of unconfirmed) grades.delete(learner)
    failedControls = entry.isFull ? 0 : failedControls + 1
    unconfirmed = []
  }
  return { grades, unconfirmed: [...new Set(unconfirmed)], failedControls }
}

/** Whether another grade would have the same input and the same setup. */
export function isSameKey(one: Key, other: Key): boolean {
  const isSameOtherwise = JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other))
  return isSameOtherwise && changedImages(one, other).length === 0
}

/** The names of the images that differ between two keys; none if a key does not list its images. */
function changedImages({ images: one }: Key, { images: other }: Key): string[] {
  if (!one || !other) return []
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].filter((name) => one[name] !== other[name])
}

const inOrder = ({ submission, rubric, assay, nodeImage, pace, sections }: Key) => [
  submission,
  rubric,
  assay,
  nodeImage,
  pace,
  ...sections,
]

/**
 * A note for the gradebook's readers if the images have changed since grades were given; one line at most.
 */
export function noteOnImages(grades: Grade[], now: Key): string[] {
  const changes = grades.map(({ key }) => changedImages(key, now))
  const names = [...new Set(changes.flat())].sort()
  if (names.length === 0) return []
  const affected = changes.filter((changed) => changed.length > 0).length
  return [
    `The images have changed since ${affected} of ${grades.length} grades were given: ${names.join(', ')} (\`--regrade changed\` grades them again).`,
  ]
}
