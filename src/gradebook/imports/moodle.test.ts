import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { Usage } from '../../cli/exit.ts'
import { carried, eachVerdict, sampleReport, sampleResult } from '../../report/sample.ts'
import { applyPolicy } from '../policy/apply.ts'
import type { Policy } from '../policy/policy.ts'
import { samplePolicy } from '../policy/sample.ts'
import type { Learner, Row } from '../row.ts'
import { fillMoodle } from './moodle.ts'

const graded = (score: number, learner: Partial<Learner>, checks = eachVerdict.slice(0, 1)): Row => ({
  learner: { id: 'none', name: 'Nobody', ...learner },
  standing: 'graded',
  report: sampleReport(checks, { score, outOf: 100, gradable: true }),
})

const HEADER =
  'Identifier,"Full name","Email address","ID number",Username,Status,Grade,"Maximum grade","Grade can be changed","Last modified (grade)","Feedback comments"\r\n'

const WORKSHEET = `\ufeff${HEADER}"Participant 501","Ada Lovelace",ada@example.com,7,ada,"Submitted for grading",,20.00,Yes,"Tuesday, 24 November 2026, 1:00 PM",\r
"Participant 502","Hopper, Grace",grace@example.com,8,grace,"Submitted for grading",11.00,20.00,Yes,-,"Well <b>done</b>"\r
"Participant 503","=HYPERLINK(""x"")",alan@example.com,009,@alan,"No submission",,20.00,Yes,-,\r
"Participant 504","Barbara Liskov",b@example.com,10,b,"No submission",12.00,20.00,Yes,-,"As agreed"\r
"Participant 505","Frances Allen",f@example.com,11,f,"No submission",,20.00,Yes,-,\r
`

test('grade and feedback are filled, and every other cell is kept', () => {
  const rows = [
    graded(67, { name: 'Ada_501_assignsubmission_file_' }, eachVerdict),
    graded(100, { email: 'GRACE@example.com' }),
    graded(33, { login: '009' }),
    { learner: { id: 'b', name: 'B' }, standing: 'not gradable' as const },
    graded(9, { name: 'Zoë' }),
  ]
  const { csv, unmatched } = fillMoodle(WORKSHEET, rows)
  expect(csv).toMatchInlineSnapshot(`
    "Identifier,Full name,Email address,ID number,Username,Status,Grade,Maximum grade,Grade can be changed,Last modified (grade),Feedback comments
    Participant 501,Ada Lovelace,ada@example.com,7,ada,Submitted for grading,13.4,20.00,Yes,"Tuesday, 24 November 2026, 1:00 PM","Score: 67 of 100 points.<br>scales-in (0/20): could not be graded; it costs you no points<br>data-survives (0/20): expected row &#34;assay-7f3a&#34; still there; observed no such row (0 rows); store-0 is a new Pod, after 14 s<br>stable-name (0/20): needs data-survives<br>installs (0/20): nothing was handed in: add any manifest"
    Participant 502,"Hopper, Grace",grace@example.com,8,grace,Submitted for grading,20,20.00,Yes,-,Score: 100 of 100 points.
    Participant 503,"=HYPERLINK(""x"")",alan@example.com,009,@alan,No submission,6.6,20.00,Yes,-,Score: 33 of 100 points.
    Participant 504,Barbara Liskov,b@example.com,10,b,No submission,12.00,20.00,Yes,-,As agreed
    Participant 505,Frances Allen,f@example.com,11,f,No submission,,20.00,Yes,-,
    "
  `)
  expect(unmatched).toEqual({ learners: [{ id: 'none', name: 'Zoë' }], students: ['Frances Allen'] })
})

const gradesOf = (csv: string): string[] =>
  parse(csv)
    .slice(1)
    .map((cells) => cells[6] ?? '')

test.each([
  ['a folder that Moodle packed', { name: 'Ada Lovelace_505_assignsubmission_file_' }],
  ['a folder of a blind marking', { name: 'Participant_505_assignsubmission_onlinetext' }],
  ['an id made from such a folder', { id: 'Frances-Allen_505_assignsubmission_file_-1a2b3c' }],
  [
    'a folder of one who calls themself by another’s',
    { name: 'E_501_assignsubmission_file__505_assignsubmission_file_' },
  ],
  ['an email address', { email: 'f@example.com' }],
  ['an ID number', { id: '11' }],
  ['a user name', { login: 'F' }],
  ['a name', { name: 'Allen, Frances' }],
])('a student is known by %s', (_, learner) =>
  expect(gradesOf(fillMoodle(WORKSHEET, [graded(50, learner)]).csv)).toEqual([
    '',
    '11.00',
    '',
    '12.00',
    '10',
  ]),
)

test('nothing that a learner wrote is HTML, a second cell or a second row', () => {
  const observed = '<script>alert(1)</script>\\",\n"=1+1" & `x` \u202e'
  const failed = sampleResult('data-survives', { verdict: 'fail', finding: { expected: 'a row', observed } })
  const { csv } = fillMoodle(WORKSHEET, [graded(0, { email: 'ada@example.com' }, [failed])])
  expect(parse(csv)[1]?.at(-1)).toMatchInlineSnapshot(
    `"Score: 0 of 100 points.<br>data-survives (0/20): expected a row; observed &#60;script&#62;alert(1)&#60;/script&#62;&#92;&#34;, &#34;=1+1&#34; &#38; &#96;x&#96; "`,
  )
})

test('a text is cut where it is long', () => {
  const observed = 'x'.repeat(5000)
  const failed = sampleResult('data-survives', { verdict: 'fail', finding: { expected: 'a row', observed } })
  const { csv } = fillMoodle(WORKSHEET, [graded(0, { email: 'ada@example.com' }, [failed])])
  expect(parse(csv)[1]?.at(-1)).toContain(`observed ${'x'.repeat(300)}…`)
})

test('without a column for the maximum it is 100, and without one for feedback there is none', () => {
  const csv = 'Identifier,Grade,Last modified (grade)\nParticipant 1,,-\n'
  const rows = [graded(67, { name: 'A_1_assignsubmission_file_' })]
  expect(fillMoodle(csv, rows).csv).toBe('Identifier,Grade,Last modified (grade)\nParticipant 1,67,-\n')
})

test('columns may be named in another language', () => {
  const csv = 'ID,Bewertung,Bestwertung,Feedback als Kommentar\nTeilnehmer/in1,,"10,00",\n'
  const rows = [graded(67, { name: 'A_1_assignsubmission_file_' })]
  const german = { identifier: 'ID', grade: 'Bewertung', feedback: 'Feedback als Kommentar' }
  expect(fillMoodle(csv, rows, { ...german, maximum: 'Bestwertung' }).csv).toContain(
    'Teilnehmer/in1,6.7,"10,00",Score',
  )
  expect(() => fillMoodle(csv, rows, german)).toThrow('has no column Maximum grade')
})

test.each([
  ['nothing', '', 'The Moodle worksheet is empty.'],
  [
    'another language',
    'Identifikator,Bewertung\n',
    'has no column Identifier: it has Identifikator, Bewertung.',
  ],
  [
    'no maximum',
    `${HEADER}Participant 1,Ada,ada@example.com,,,,,-,Yes,-,\n`,
    'has no maximum grade on line 2',
  ],
])('%s is told', (_, worksheet, message) => {
  const fill = () => fillMoodle(worksheet, [graded(50, { email: 'ada@example.com' })])
  expect(fill).toThrow(Usage)
  expect(fill).toThrow(message)
})

/** The grade and the feedback of one learner under a policy. */
function filledUnder(policy: Partial<Policy>): (string | undefined)[] {
  const row = graded(20, { login: 'ada' }, eachVerdict)
  const [, cells = []] = parse(fillMoodle(WORKSHEET, [applyPolicy(row, [], samplePolicy(policy))]).csv)
  return [cells[6], cells[10]]
}

test('the feedback has the adjustment and its reason, and only what learners see', () => {
  const adjustments = new Map([['none', { points: 5, reason: 'Found a mistake.' }]])
  const said =
    'Score: 25 of 100 points.<br>The checks give 20 points.<br>Bonus of 5 points: Found a mistake.<br>'
  expect(filledUnder({ adjustments })).toEqual(['5', expect.stringContaining(said)])
  expect(filledUnder({ adjustments })[1]).toContain('observed no such row')
  const [grade, feedback] = filledUnder({ adjustments, show: 'verdict-only' })
  expect(grade).toBe('5')
  expect(feedback).toBe(
    `${said}Your instructor shows the verdicts only.<br>scales-in (0/20): could not be graded; it costs you no points<br>data-survives (0/20): fail<br>stable-name (0/20): needs data-survives<br>installs (0/20): nothing was handed in: add any manifest`,
  )
})

test('the feedback says what is carried forward', () => {
  const row = graded(20, { login: 'ada' }, [carried])
  const [, cells = []] = parse(fillMoodle(WORKSHEET, [row]).csv)
  expect(cells[10]).toMatch(/^Score: 20 of 100 points\.<br>reads-metrics \(20\/20\): carried forward: /)
})

test('a reason is text in the feedback, on one line', () => {
  const reason = '<script>alert(1)</script>\n=1\u001b[31m "\\'
  const [, feedback] = filledUnder({ adjustments: new Map([['none', { points: -5, reason }]]) })
  expect(feedback).toContain(
    'Deduction of 5 points: &#60;script&#62;alert(1)&#60;/script&#62; =1 &#34;&#92;<br>',
  )
})
