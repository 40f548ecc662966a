import { expect, test } from 'vitest'
import { diagnoseReference, diagnoseVolumes } from './references.ts'
import { eventOf, podOf } from './sample.ts'

/** A text of 100,000 characters and more that is all beginnings. */
const often = (beginning: string) => beginning.repeat(Math.ceil(100_000 / beginning.length))

test.each(["couldn't find key ", "couldn't find key a in Secret ", 'secret "', 'configmap "a" not foun'])(
  'a message of %j without end names nothing',
  (words) => {
    expect(diagnoseReference({}, 'containers[0]', often(words))).toBe(undefined)
    const event = eventOf('FailedMount', `${often(words)} references non-existent`)
    expect(diagnoseVolumes(podOf({}), [event])?.path).toBe(undefined)
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
