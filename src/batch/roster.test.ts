import { expect, test, vi } from 'vitest'
import { Usage } from '../cli/exit.ts'
import { readRoster } from './roster.ts'

const read = (text: string) => readRoster(text, 'roster.csv', () => {})

test('a roster says who handed in what', () => {
  const text =
    '\ufeffSection,Name,Submission,Login,Email,ID\r\nA,"Lovelace, Ada",ada,ada,ada@example.com,7\r\n\r\n,,./b/bob/,,,\r\n'
  expect(read(text)).toMatchInlineSnapshot(`
    [
      {
        "learner": {
          "email": "ada@example.com",
          "id": "7",
          "login": "ada",
          "name": "Lovelace, Ada",
          "section": "A",
        },
        "submission": {
          "at": "ada",
          "kind": "folder",
          "line": 2,
        },
      },
      {
        "learner": {
          "id": "b-bob",
          "name": "b/bob",
        },
        "submission": {
          "at": "b/bob",
          "kind": "folder",
          "line": 4,
        },
      },
    ]
  `)
})

test.each([',', ';', '\t'])('cells may be separated by %j', (sign) =>
  expect(read(`name,submission\nAda,ada\n`.replaceAll(',', sign))).toHaveLength(1),
)

test.each([
  ['https://github.com/course/ada.git', 'git'],
  ['http://git.example.edu/course/ada.git', 'git'],
  ['https://token@github.com/course/ada', 'git'],
  ['ssh://git@github.com/course/ada', 'git'],
  ['git@github.com:course/ada.git', 'git'],
  ['bundles/ada.bundle', 'git'],
  ['ada', 'folder'],
  ['group a/ada', 'folder'],
  ['ada@example.com', 'folder'],
  ['-rf', 'folder'],
])('%s is a %s', (submission, kind) => {
  expect(read(`submission\n${submission}\n`)[0]?.submission).toEqual({ kind, at: submission, line: 2 })
})

test.each([
  ['nothing', '', 'roster.csv is empty.'],
  [
    'no header',
    'ada,Ada\nbob,Bob\n',
    'roster.csv:1: the header needs a column "submission", "login" or "username", but has "ada", "ada".',
  ],
  ['no learner', 'submission\n', 'roster.csv: there is no learner below the header.'],
  ['a column twice', 'submission,name,Name\n', 'roster.csv:1: the header has the column "name" twice.'],
  [
    'too few cells',
    'submission,name\nada,Ada\nbob\n',
    'roster.csv:3: the row has 1 cells, but the header has 2.',
  ],
  [
    'too many cells',
    'submission,name\nada,Lovelace, Ada\n',
    'roster.csv:2: the row has 3 cells, but the header has 2.',
  ],
  ['a quote that is not closed', 'submission\n"ada\n', 'roster.csv is not CSV: Quote Not Closed'],
  ['no submission', 'name,submission\nAda,\n', 'roster.csv:2: the row has no submission.'],
  ['an id twice', 'submission,id\nada,1\n\nbob,1\n', 'roster.csv:4: the learner "1" is already in line 2.'],
  ['a submission twice', 'submission\nada\nada/\n', 'roster.csv:3: the learner "ada" is already in line 2.'],
  ['the folder above', 'submission\n../ada\n', 'roster.csv:2: "../ada" is not a path inside SUBMISSIONS.'],
  ['a way out', 'submission\nada/../../bob\n', 'is not a path inside SUBMISSIONS.'],
  ['a way out with backslashes', 'submission\nada\\..\\..\\bob\n', 'is not a path inside SUBMISSIONS.'],
  ['an absolute path', 'submission\n/etc\n', 'is not a path inside SUBMISSIONS.'],
  ['a drive', 'submission\nC:\\ada\n', 'is not a path inside SUBMISSIONS.'],
  ['all submissions', 'submission\n./\n', 'is not a path inside SUBMISSIONS.'],
  [
    'a file by URL',
    'submission\nfile:///etc\n',
    'is neither a directory nor a git URL (http, https, ssh, git).',
  ],
  [
    'a command',
    'submission\next::sh -c id\n',
    'is neither a directory nor a git URL (http, https, ssh, git).',
  ],
  [
    'the same behind a user',
    'submission\nssh://git@-oProxyCommand=id/\n',
    'is neither a directory nor a git URL',
  ],
  [
    'a host that is an option',
    'submission\nssh://-oProxyCommand=id/\n',
    'is neither a directory nor a git URL',
  ],
])('%s is told with its place', (_, text, message) => {
  expect(() => read(text)).toThrow(Usage)
  expect(() => read(text)).toThrow(message)
})

test('columns that are not read are told', () => {
  const tell = vi.fn()
  readRoster('submission,Shoe size\nada,38\n', 'roster.csv', tell)
  expect(tell.mock.calls).toEqual([['roster.csv:1: columns that are not read: "shoe size".']])
})

test('a learner known by a URL alone is not called by the password in it', () => {
  const [entry] = read('submission\nhttps://me:secret@github.com/course/ada.git\n')
  expect(entry?.learner).toEqual({ id: 'github.com-course-ada', name: 'github.com/course/ada' })
})

test('a line of separators is no learner', () =>
  expect(read('name,submission\nAda,ada\n,\n')).toHaveLength(1))

test.each([
  '=HYPERLINK("https://evil.example")',
  '+1+1',
  '@SUM(A1)',
  '-2+3',
  'Ada "the first"\nLovelace',
  'x'.repeat(5000),
  'Ada \u202egnihton',
  '<script>',
])('the name %j is read as it is, and is in no id', (name) => {
  const [entry, next] = read(`name,submission\n"${name.replaceAll('"', '""')}",ada\nBob,bob\n`)
  expect(entry?.learner).toEqual({ id: 'ada', name })
  expect(next?.submission.line).toBe(name.includes('\n') ? 4 : 3)
})

test('two learners may hand in one submission', () =>
  expect(read('submission,id\npair,ada\npair,bob\n').map(({ learner }) => learner.id)).toEqual([
    'ada',
    'bob',
  ]))
