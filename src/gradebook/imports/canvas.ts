import { Usage } from '../../cli/exit.ts'
import type { Learner, Row } from '../row.ts'
import { gradeOf, readPoints, scaleTo } from '../scale.ts'
import { type Line, readTable, renderTable } from '../table.ts'
import { type Column, chooseAssignment } from './canvas-assignment.ts'
import { learnersWithout, matchRows, nameInOrder, type Trait, type Unmatched } from './match.ts'

/** A file for Canvas to import, and the learners who are not in it. */
export interface CanvasImport {
  csv: string
  unmatched: Unmatched
  /**
   * Graded learners whom Canvas marks as excused (`EX`) or not assigned (`N/A`): their cell stays unchanged.
   */
  excused: Learner[]
}

const IDENTITIES =
  /^(Student|LastName|FirstName|ID|SIS User ID|SIS Login ID|Integration ID|Root Account|Section)$/

/**
 * Fills one assignment of a gradebook that Canvas exported, scaled to its points possible. The result has
 * only the columns that identify a student and this one, so the import changes nothing else. Learners without
 * a grade keep their cell, since an empty one would delete it. `assignment` is a title, a number, or both as
 * Canvas writes them. Throws a `Usage` if it or the export is not clear.
 */
export function fillCanvas(exported: string, rows: Row[], assignment?: string): CanvasImport {
  const { header, lines } = readTable(exported, 'The Canvas export')
  const identities = identitiesOf(header)
  const points = lines.find(isPoints)
  const column = chooseAssignment(header.slice(identities), points?.cells.slice(identities), assignment)
  const outOf = outOfOf(column, points?.cells[identities + column.index])
  const students = lines.filter((line) => !isPoints(line) && cellOf(line, header, 'ID') !== '')
  const found = matchRows(students, rows, traitsOf(header))

  const cellAt = ({ cells }: Line) => cells[identities + column.index] ?? ''
  const isExcused = (line: Line) => /^\s*(EX|N\/A)\s*$/i.test(cellAt(line))
  const filled = lines.map((line) => {
    const row = isExcused(line) ? undefined : found.get(line)
    const report = row && gradeOf(row)
    const who = header.slice(0, identities).map((_, i) => line.cells[i] ?? '')
    return [...who, report ? scaleTo(outOf, report) : cellAt(line)]
  })

  return {
    // Canvas knows its students by these cells. They came from there and go back there: a sign put before them to
    // keep a spreadsheet from calculating would make them somebody else's. It does not expect a byte order mark.
    csv: renderTable([[...header.slice(0, identities), column.header], ...filled]),
    unmatched: {
      learners: learnersWithout(found, rows),
      students: students.filter((line) => !found.has(line)).map((line) => nameOf(line, header)),
    },
    excused: [...found]
      .filter(([line, row]) => isExcused(line) && gradeOf(row))
      .map(([, { learner }]) => learner),
  }
}

/** How many columns say who a student is. */
function identitiesOf(header: string[]): number {
  const count = header.indexOf('Section') + 1
  const names = header.slice(0, count)
  const isCanvas = /^(Student|LastName)$/.test(names[0] ?? '') && names.includes('ID')
  if (isCanvas && names.every((name) => IDENTITIES.test(name))) return count
  throw new Usage(
    `The Canvas export does not begin with the columns Student, ID, …, Section: it has ${header.slice(0, 5).join(', ')}. Export the gradebook from Canvas as CSV.`,
  )
}

function outOfOf({ header }: Column, cell?: string): number {
  const points = readPoints(cell)
  if (points !== undefined) return points
  throw new Usage(
    `The Canvas export has no points possible for ${header}. Set them in Canvas, then export again.`,
  )
}

const isPoints = ({ cells }: Line) => cells[0]?.includes('Points Possible') ?? false

const cellOf = ({ cells }: Line, header: string[], name: string) => cells[header.indexOf(name)] ?? ''

function nameOf(line: Line, header: string[]): string {
  if (header[0] === 'Student') return cellOf(line, header, 'Student')
  return `${cellOf(line, header, 'LastName')}, ${cellOf(line, header, 'FirstName')}`
}

const traitsOf = (header: string[]): Trait<Line>[] => [
  {
    ofStudent: (line) => ['ID', 'SIS User ID', 'SIS Login ID'].map((name) => cellOf(line, header, name)),
    ofLearner: ({ login, id }) => [login, id],
  },
  {
    ofStudent: (line) => [cellOf(line, header, 'SIS Login ID')],
    ofLearner: ({ email }) => [email],
  },
  {
    ofStudent: (line) => [nameInOrder(nameOf(line, header))],
    ofLearner: ({ name }) => [nameInOrder(name)],
  },
]
