import { changedImages } from './history.ts'
import type { Grade, Key } from './journal.ts'

/** What whoever reads a gradebook is told where grades were given with other images than are here now; a line at most. */
export function noteOnImages(grades: Grade[], now: Key): string[] {
  const changes = grades.map(({ key }) => changedImages(key, now))
  const names = [...new Set(changes.flat())].sort()
  if (names.length === 0) return []
  const affected = changes.filter((changed) => changed.length > 0).length
  return [
    `The images have changed since ${affected} of ${grades.length} grades were given: ${names.join(', ')} (\`--regrade changed\` grades anew).`,
  ]
}
