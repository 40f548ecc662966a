import { expect, test } from 'vitest'
import { explainWords } from './last-words.ts'
import { diagnoseReference, fieldOfVolume } from './references.ts'

/** A text of 100,000 characters and more that is all beginnings. */
const often = (beginning: string) => beginning.repeat(Math.ceil(100_000 / beginning.length))

test.each([
  'password authentication failed for user ',
  'role ',
  'database "',
  'directory "',
  'directory "x',
  'lost+foun',
  'permission denie',
])('a log of %j without end explains nothing', (words) => expect(explainWords(often(words))).toBe(undefined))

test('the words of PostgreSQL about its directory are found behind others like them', () =>
  expect(explainWords(`${often('directory ')}directory "/data" exists but is not empty`)).toMatchObject({
    words: 'directory "/data" exists but is not empty',
  }))

test.each(["couldn't find key ", "couldn't find key a in Secret ", 'secret "', 'configmap "a" not foun'])(
  'a message of %j without end names nothing',
  (words) => {
    expect(diagnoseReference({}, 'containers[0]', often(words))).toBe(undefined)
    expect(fieldOfVolume({}, often(words))).toBe(undefined)
  },
)

test('the last of many keys is found', () =>
  expect(
    diagnoseReference(
      {},
      'containers[0]',
      `${often("couldn't find key a in Secret ")}couldn't find key b in Secret n/c`,
    ),
  ).toMatchObject({ cause: expect.stringMatching(/^Secret c has no key "b"/) }))
