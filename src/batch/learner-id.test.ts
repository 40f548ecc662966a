import { expect, test } from 'vitest'
import { rosterOf } from './roster.ts'

const idsOf = (...names: string[]) => rosterOf(names).map(({ learner }) => learner.id)

test('without a roster each directory is a learner, 2 before 10', () =>
  expect(rosterOf(['team 10', 'team 2'])).toMatchInlineSnapshot(`
    [
      {
        "learner": {
          "id": "team-2",
          "name": "team 2",
        },
        "submission": {
          "at": "team 2",
          "kind": "folder",
        },
      },
      {
        "learner": {
          "id": "team-10",
          "name": "team 10",
        },
        "submission": {
          "at": "team 10",
          "kind": "folder",
        },
      },
    ]
  `))

test.each([
  ['Zoë Ångström', 'Zoe-Angstrom'],
  ['Ada Lovelace_12345_assignsubmission_file_', 'Ada-Lovelace_12345_assignsubmission_file_'],
  ['ﬁne', 'fine'],
  ['a/b\\c', 'a-b-c'],
  ['+1+1', '1-1'],
  ['=HYPERLINK("x")', 'HYPERLINK-x'],
  ['@SUM', 'SUM'],
  ['-2+3', '2-3'],
  ['\t\ra\nb', 'a-b'],
  ['a\u202eb', 'a-b'],
  ['<script>', 'script'],
  ['.git', 'git'],
  ['..', 'learner-5ec1f7'],
  ['李明', 'learner-aa2271'],
])('the id of %j is %s', (name, id) => expect(idsOf(name)).toEqual([id]))

test('an id has at most 80 characters', () => {
  const [one, other] = idsOf(`${'x'.repeat(5000)}1`, `${'x'.repeat(5000)}2`)
  expect(idsOf('x'.repeat(5000))).toEqual(['x'.repeat(80)])
  expect(one).toHaveLength(80)
  expect(one).not.toBe(other)
})

test('names that would come to one id, or to one but for its case, have their own in any order', () => {
  const names = ['Ada', 'ada', 'Ada!', 'bob']
  const ids = idsOf(...names)
  expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(4)
  expect(idsOf(...names.toReversed())).toEqual(ids)
  expect(ids).toMatchInlineSnapshot(`
    [
      "ada-fdee43",
      "Ada-99a563",
      "Ada-373c6f",
      "bob",
    ]
  `)
})

test('a name of dashes without end has an id', () => {
  const [id] = idsOf(`a${'-'.repeat(100_000)}b`)
  expect(id).toMatch(/^a-+[0-9a-f]+$|^a$/)
})
