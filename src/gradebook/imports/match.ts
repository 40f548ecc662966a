import type { Learner, Row } from '../row.ts'

/** One way to match a student in a platform's file with a learner: a text that both have. */
export interface Trait<Student> {
  ofStudent(student: Student): (string | undefined)[]
  ofLearner(learner: Learner): (string | undefined)[]
}

/** The learners and students without a match. */
export interface Unmatched {
  /** Learners without a certain match in the platform's file. */
  learners: Learner[]
  /** Students of the platform's file without a certain match, by the names written there. */
  students: string[]
}

/**
 * Finds each student's row by the first trait that is certain: it matches the student with exactly one row,
 * and that row with exactly this student. Two students of the same name need another trait, or stay without a
 * row.
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

/** The learners whose rows have no student. */
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
