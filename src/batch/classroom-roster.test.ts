import { expect, test, vi } from 'vitest'
import { Usage } from '../cli/exit.ts'
import { readRoster } from './roster.ts'

// As Classroom 50 writes a roster, and as Excel saves it: a byte order mark, quotes, cells with nothing in them.
const ROSTER = `\ufeffusername,first_name,last_name,email,section,github_id,role\r
ada,Ada,"Lovelace, Countess of",ada@example.com,A,1001,student\r
Mary-Ann,"Mary ""Polly"" Ann",,mary@example.com,,1002,student\r
ann,,,,B,1003,\r
,,,new@example.com,A,,\r
prof,Grace,Hopper,grace@example.com,,1004,teacher\r
`

/** As \`gh teacher download\` names what it clones, beside what was renamed by hand. */
const FOLDERS = ['cs-k8s-mary-ann', 'cs-k8s-ann', 'ada', 'cs-k8s-prof', 'elsewhere']

const read = (text: string, folders: string[] = [], tell: (note: string) => void = () => {}) =>
  readRoster(text, 'roster.csv', tell, () => folders)

test('a roster of Classroom 50 is read as it is: names joined, folders found by login', () => {
  const tell = vi.fn()
  expect(read(ROSTER, FOLDERS, tell)).toEqual([
    {
      learner: {
        id: 'ada',
        name: 'Ada Lovelace, Countess of',
        login: 'ada',
        email: 'ada@example.com',
        section: 'A',
      },
      submission: { kind: 'folder', at: 'ada', line: 2 },
    },
    {
      learner: { id: 'Mary-Ann', name: 'Mary "Polly" Ann', login: 'Mary-Ann', email: 'mary@example.com' },
      submission: { kind: 'folder', at: 'cs-k8s-mary-ann', line: 3 },
    },
    {
      learner: { id: 'ann', name: 'ann', login: 'ann', section: 'B' },
      submission: { kind: 'folder', at: 'cs-k8s-ann', line: 4 },
    },
    {
      learner: { id: 'new-example.com', name: 'new@example.com', email: 'new@example.com', section: 'A' },
      submission: { kind: 'folder', at: 'new@example.com', line: 5 },
    },
  ])
  expect(tell.mock.calls).toEqual([
    ['roster.csv: skipped, since their role is not student: teacher (line 6).'],
  ])
})

test('without the columns that it need not have', () => {
  const text = 'username,first_name,last_name,email,section\nada,Ada,Lovelace,,\n'
  expect(read(text)[0]).toEqual({
    learner: { id: 'ada', name: 'Ada Lovelace', login: 'ada' },
    submission: { kind: 'folder', at: 'ada', line: 2 },
  })
})

test('a column "submission" beside it counts', () => {
  const text = 'username,submission\nada,https://github.com/course/cs-k8s-ada\n'
  expect(read(text, ['ada'])[0]?.submission).toMatchObject({
    kind: 'git',
    at: 'https://github.com/course/cs-k8s-ada',
  })
})

test('the folder of the very name counts more than one that ends in it', () =>
  expect(read('login\nada\n', ['cs-k8s-ada', 'ADA'])[0]?.submission.at).toBe('ADA'))

test.each([
  [
    'several folders',
    'login\nada\n',
    ['a-ada', 'b-ada'],
    'roster.csv:2: several folders may belong to "ada": a-ada, b-ada.',
  ],
  [
    'neither login nor email',
    'username,first_name\nada,Ada\n,Bob\n',
    [],
    'roster.csv:3: the row has no submission.',
  ],
  [
    'a login twice',
    'username,email\nada,\nada,x\n',
    [],
    'roster.csv:3: the learner "ada" is already in line 2.',
  ],
  ['a way out', 'username,email\n../ada,\n', [], 'is not a path inside SUBMISSIONS.'],
  ['only staff', 'username,role\nprof,teacher\n', [], 'there is no learner below the header.'],
])('%s is told with its place', (_, text, folders, message) => {
  expect(() => read(text, folders)).toThrow(Usage)
  expect(() => read(text, folders)).toThrow(message)
})
