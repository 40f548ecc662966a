import type { Learner, Row } from '../row.ts'

/** One way to know a student of a learning platform's file from a learner: a text that both have. */
export interface Trait<Student> {
  ofStudent(student: Student): (string | undefined)[]
  ofLearner(learner: Learner): (string | undefined)[]
}

/** Who is on one side only. */
export interface Unmatched {
  /** Learners that the platform's file does not have, or not beyond doubt. */
  learners: Learner[]
  /** Names, as the platform's file writes them, of its students for whom there is no row, or none beyond doubt. */
  students: string[]
}

/**
 * Finds each student's row by the first trait that tells them beyond doubt: it leads from the student to one row
 * alone, and from there to this student alone. Two of one name are told apart by another trait, or not at all.
 */
export function matchRows<Student>(
  students: Student[],
  rows: Row[],
  traits: Trait<Student>[],
): Map<Student, Row> {
  const found = new Map<Student, Row>()
  for (const { ofStudent, ofLearner } of traits) {
    const taken = new Set(found.values())
    const open = students.filter((student) => !found.has(student))
    const openRows = rows.filter((row) => !taken.has(row))
    const rowsOf = index(openRows, ({ learner }) => ofLearner(learner))
    const studentsOf = index(open, ofStudent)
    for (const student of open) {
      const row = only(rowsOf, ofStudent(student))
      if (row && only(studentsOf, ofLearner(row.learner)) === student) found.set(student, row)
    }
  }
  return found
}

/** Tells the rows that no student was found for. */
export function learnersWithout<Student>(found: Map<Student, Row>, rows: Row[]): Learner[] {
  const taken = new Set(found.values())
  return rows.filter((row) => !taken.has(row)).map(({ learner }) => learner)
}

/** A name in one order, whether it is written "Last, First" or "First Last", also in the quotes that Canvas gives to some. */
export function nameInOrder(name: string): string {
  const bare = name.trim().replace(/^"(.*)"$/s, '$1')
  const [last = '', first, ...more] = bare.split(',')
  return first === undefined || more.length > 0 ? bare : `${first} ${last}`
}

function index<T>(items: T[], textsOf: (item: T) => (string | undefined)[]): Map<string, Set<T>> {
  const byKey = new Map<string, Set<T>>()
  for (const item of items) {
    for (const key of keysOf(textsOf(item))) byKey.set(key, (byKey.get(key) ?? new Set()).add(item))
  }
  return byKey
}

function only<T>(byKey: Map<string, Set<T>>, texts: (string | undefined)[]): T | undefined {
  const items = new Set(keysOf(texts).flatMap((key) => [...(byKey.get(key) ?? [])]))
  return items.size === 1 ? [...items][0] : undefined
}

const keysOf = (texts: (string | undefined)[]) =>
  texts
    .map((text = '') => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase())
    .filter((key) => key !== '')
