import { expect, test } from 'vitest'
import { Usage } from '../../cli/exit.ts'
import { sampleReport, sampleResult } from '../../report/sample.ts'
import { applyPolicy } from '../policy/apply.ts'
import { samplePolicy } from '../policy/sample.ts'
import type { Learner, Row } from '../row.ts'
import { fillCanvas } from './canvas.ts'

const graded = (score: number, learner: Partial<Learner>): Row => ({
  learner: { id: 'none', name: 'Nobody', ...learner },
  standing: 'graded',
  report: sampleReport([], { score, outOf: 100, gradable: true }),
})

const EXPORT = `\ufeffStudent,ID,SIS User ID,SIS Login ID,Integration ID,Root Account,Section,Notes,Kubernetes (4711),Essay (4712),Current Score,Final Score (2026)\r
,,,,,,,,Manual Posting,,,\r
    Points Possible,,,,,,,(read only),15.00,10.00,(read only),(read only)\r
"Lovelace, Ada",101,s-1,ada,,canvas.example,A,,,9.00,90,90\r
"Hopper, Grace",102,s-2,grace@example.com,,canvas.example,"A and B",knows it all,12.00,9.00,90,90\r
"Turing, Alan",103,007,alan,,canvas.example,A,,EX,,,\r
"""=HYPERLINK(""https://evil.example"")""",104,s-4,+1+1,,canvas.example,A,,7.00,,,\r
"Liskov, Barbara",105,s-5,barbara,,canvas.example,A,,,,,\r
"Allen, Frances",106,s-6,frances,,canvas.example,A,,8.50,,,\r
"Student, Test",999,,0a1b2c,,canvas.example,A,,,,,\r
`

test('one assignment is filled, scaled to its points, and whoever has no grade keeps their cell', () => {
  const rows = [
    graded(67, { id: 'ada' }),
    graded(100, { email: 'Grace@Example.com' }),
    graded(50, { id: '007' }),
    graded(33, { name: '=HYPERLINK("https://evil.example")' }),
    graded(1, { name: 'Barbara  LISKOV' }),
    { learner: { id: 'frances', name: 'Frances' }, standing: 'not gradable' as const },
    graded(9, { id: 'zoe', name: 'Zoë' }),
  ]
  const { csv, unmatched, excused } = fillCanvas(EXPORT, rows, 'Kubernetes')
  expect(csv).toMatchInlineSnapshot(`
    "Student,ID,SIS User ID,SIS Login ID,Integration ID,Root Account,Section,Kubernetes (4711)
    ,,,,,,,Manual Posting
        Points Possible,,,,,,,15.00
    "Lovelace, Ada",101,s-1,ada,,canvas.example,A,10.05
    "Hopper, Grace",102,s-2,grace@example.com,,canvas.example,A and B,15
    "Turing, Alan",103,007,alan,,canvas.example,A,EX
    """=HYPERLINK(""https://evil.example"")""",104,s-4,+1+1,,canvas.example,A,4.95
    "Liskov, Barbara",105,s-5,barbara,,canvas.example,A,0.15
    "Allen, Frances",106,s-6,frances,,canvas.example,A,8.50
    "Student, Test",999,,0a1b2c,,canvas.example,A,
    "
  `)
  expect(unmatched).toEqual({ learners: [{ id: 'zoe', name: 'Zoë' }], students: ['Student, Test'] })
  expect(excused.map(({ id }) => id)).toEqual(['007'])
})

test.each(['Kubernetes', 'Kubernetes (4711)', '4711', ' 4711 '])('the assignment may be called %j', (asked) =>
  expect(fillCanvas(EXPORT, [], asked).csv).toContain('Section,Kubernetes (4711)\n'),
)

test('an assignment need not be named where there is one', () => {
  const csv = 'Student,ID,Section,Lab (1)\nPoints Possible,,,10\n"Lovelace, Ada",1,A,\n'
  expect(fillCanvas(csv, [graded(85, { login: '1' })]).csv).toContain('"Lovelace, Ada",1,A,8.5\n')
})

test('semicolons and decimal commas are read, and commas and points written', () => {
  const csv = 'Student;ID;SIS Login ID;Section;Lab (1)\nPoints Possible;;;;12,50\nLovelace, Ada;1;ada;A;\n'
  expect(fillCanvas(csv, [graded(85, { login: 'ada' })]).csv).toContain('"Lovelace, Ada",1,ada,A,10.63\n')
})

test('first and last names may have a column each', () => {
  const csv = 'LastName,FirstName,ID,Section,Lab (1)\nPoints Possible,,,,100\nLovelace,Ada,1,A,\n'
  expect(fillCanvas(csv, [graded(85, { name: 'Ada Lovelace' })]).csv).toContain('Lovelace,Ada,1,A,85\n')
})

test('two of one name get nobody’s grade', () => {
  const head = 'Student,ID,Section,Lab (1)\nPoints Possible,,,100\n'
  const { unmatched } = fillCanvas(`${head}"Li, Wei",1,A,\n"Li, Wei",2,B,\n`, [
    graded(85, { name: 'Wei Li' }),
  ])
  expect(unmatched.students).toEqual(['Li, Wei', 'Li, Wei'])
  const rows = [graded(85, { name: 'Wei Li' }), graded(15, { name: 'Li, Wei' })]
  expect(fillCanvas(`${head}"Li, Wei",1,A,\n`, rows).unmatched.learners).toHaveLength(2)
})

test('a login that is one student’s and a number that is another’s tell nobody', () => {
  const csv =
    'Student,ID,SIS Login ID,Section,Lab (1)\nPoints Possible,,,,100\n"A, A",1,x,S,\n"B, B",2,1,S,\n'
  expect(fillCanvas(csv, [graded(85, { login: '1' })]).unmatched.students).toEqual(['A, A', 'B, B'])
})

test.each([
  ['nothing', '', 'The Canvas export is empty.'],
  ['another file', 'name,grade\nada,1\n', 'does not begin with the columns Student, ID, …, Section'],
  [
    'a quote that is not closed',
    'Student,ID,Section,Lab (1)\n"Ada',
    'The Canvas export is not CSV: Quote Not Closed',
  ],
  ['no assignment', 'Student,ID,Section,Notes\n', 'The Canvas export has no assignment.'],
  [
    'no points',
    'Student,ID,Section,Lab (1)\n    Points Possible,,,0.00\n',
    'has no points possible for Lab (1)',
  ],
])('%s is told', (_, csv, message) => {
  expect(() => fillCanvas(csv, [])).toThrow(Usage)
  expect(() => fillCanvas(csv, [])).toThrow(message)
})

test('where an assignment is to be chosen, they are listed', () => {
  expect(() => fillCanvas(EXPORT, [])).toThrowErrorMatchingInlineSnapshot(`
    [Usage: The Canvas export has several assignments; name one with --assignment:
      Kubernetes (4711)
      Essay (4712)]
  `)
  expect(() => fillCanvas(EXPORT, [], 'Lab')).toThrowErrorMatchingInlineSnapshot(`
    [Usage: No assignment in the Canvas export matches Lab:
      Kubernetes (4711)
      Essay (4712)]
  `)
  const csv = 'Student,ID,Section,Lab (1),Lab (2)\n'
  expect(() => fillCanvas(csv, [], 'Lab')).toThrowErrorMatchingInlineSnapshot(`
    [Usage: More than one assignment in the Canvas export matches Lab:
      Lab (1)
      Lab (2)]
  `)
})

test('the score is the one that a policy has made, out of what counts', () => {
  const check = (id: string, section: string) =>
    sampleResult(id, { verdict: 'pass' }, { section, points: 50 })
  const report = sampleReport([check('a', 'Scaling'), check('b', 'Helm')])
  const policy = samplePolicy({
    leftOut: ['Helm'],
    adjustments: new Map([['ada', { points: -10, reason: 'Late.' }]]),
  })
  const row = applyPolicy({ ...graded(100, { id: 'ada' }), report }, [], policy)
  expect(fillCanvas(EXPORT, [row], 'Kubernetes').csv).toContain('ada,,canvas.example,A,12\n')
})
