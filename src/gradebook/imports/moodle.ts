import { Usage } from '../../cli/exit.ts'
import type { Row } from '../row.ts'
import { gradeOf, readPoints, scaleTo } from '../scale.ts'
import { type Line, readTable, renderTable } from '../table.ts'
import { learnersWithout, matchRows, nameInOrder, type Trait, type Unmatched } from './match.ts'
import { renderFeedback } from './moodle-feedback.ts'

/** The English names of a worksheet's columns; Moodle writes them in the teacher's language. */
const HEADERS = {
  identifier: 'Identifier',
  grade: 'Grade',
  maximum: 'Maximum grade',
  feedback: 'Feedback comments',
  name: 'Full name',
  email: 'Email address',
  idNumber: 'ID number',
  username: 'Username',
}

/** The points of an assignment unless its teacher sets others. */
const MOODLES_MAXIMUM = 100

type Headers = typeof HEADERS

type CellOf = (line: Line, column: keyof Headers) => string

/**
 * Fills in the grade of an offline grading worksheet from Moodle, scaled to each row's maximum, and the
 * feedback if there is a column for it. All other cells stay as they were, and so do rows without a grade.
 * `headers` gives the columns' names in another language. Throws a `Usage` if a column is missing.
 */
export function fillMoodle(
  worksheet: string,
  rows: Row[],
  headers: Partial<Headers> = {},
): { csv: string; unmatched: Unmatched } {
  const { header, lines } = readTable(worksheet, 'The Moodle worksheet')
  const names = { ...HEADERS, ...headers }
  checkHeader(header, names)
  const placeOf = (column: keyof Headers) => find(header, names[column])
  const cellOf: CellOf = ({ cells }, column) => cells[placeOf(column)]?.trim() ?? ''
  const found = matchRows(lines, rows, traitsOf(cellOf))

  const filled = lines.map((line) => {
    const row = found.get(line)
    const report = row && gradeOf(row)
    if (!report) return line.cells
    const outOf = placeOf('maximum') < 0 ? MOODLES_MAXIMUM : readPoints(cellOf(line, 'maximum'))
    if (outOf === undefined)
      throw new Usage(`The Moodle worksheet has no maximum grade on line ${line.number}.`)
    const cells = header.map((_, i) => line.cells[i] ?? '')
    const graded = cells.with(placeOf('grade'), scaleTo(outOf, report))
    return placeOf('feedback') < 0
      ? graded
      : graded.with(placeOf('feedback'), renderFeedback(row.policy?.shown ?? report))
  })

  return {
    // As with Canvas, what came from Moodle goes back as it was, formula or not.
    csv: renderTable([header, ...filled]),
    unmatched: {
      learners: learnersWithout(found, rows),
      students: lines
        .filter((line) => !found.has(line))
        .map((line) => cellOf(line, 'name') || cellOf(line, 'identifier')),
    },
  }
}

const find = (header: string[], name: string) =>
  header.findIndex((each) => each.trim().toLowerCase() === name.toLowerCase())

function checkHeader(header: string[], { identifier, grade, maximum }: Headers) {
  // Out of 100 is a guess that is wrong for a worksheet whose maximum merely has another name.
  const required = identifier === HEADERS.identifier ? [identifier, grade] : [identifier, grade, maximum]
  const missing = required.find((name) => find(header, name) < 0)
  if (missing === undefined) return
  throw new Usage(
    `The Moodle worksheet has no column ${missing}: it has ${header.join(', ')}. Download it from the assignment in Moodle, and name its columns if they are not in English.`,
  )
}

const traitsOf = (cellOf: CellOf): Trait<Line>[] => [
  {
    ofStudent: (line) => [cellOf(line, 'identifier').match(/(?<!\d)\d+$/)?.[0]],
    ofLearner: ({ id, name }) => [numberIn(id) ?? numberIn(name)],
  },
  { ofStudent: (line) => [cellOf(line, 'email')], ofLearner: ({ email }) => [email] },
  {
    ofStudent: (line) => [cellOf(line, 'idNumber'), cellOf(line, 'username')],
    ofLearner: ({ login, id }) => [login, id],
  },
  {
    ofStudent: (line) => [nameInOrder(cellOf(line, 'name'))],
    ofLearner: ({ name }) => [nameInOrder(name)],
  },
]

/**
 * The number of a participant in the name of a folder that Moodle packed, `Ada Lovelace_12345_assignsubmission_file_`,
 * or in the id made from it. At its end only: what stands before is what the learner calls themself.
 */
const numberIn = (folder: string) => folder.match(/_(\d+)_assignsubmission_[a-z]+_?(-[0-9a-f]+)?$/)?.[1]
