import { expect, test } from 'vitest'
import { readDocuments } from './documents.ts'
import { findSlip } from './slips.ts'

const INDENT = 'this line is indented with a tab instead of spaces'
const TAB = 'this line contains a tab instead of spaces'
const NON_BREAKING = 'this line contains a non-breaking space'
const NO_WIDTH = 'this line contains a zero-width space'
const SPACE = 'this line contains a typographic space'
const QUOTE = 'this line contains a typographic quote'
const DASH = 'this line contains a typographic dash'
const PLACEHOLDER = 'a placeholder in braces was not replaced'

test.each([
  ['\tb: 1', 1, INDENT],
  ['  \tb: 1', 3, INDENT],
  ['  -\tb', 4, TAB],
  ['b: 1\u00a0', 5, `${NON_BREAKING} (U+00A0)`],
  ['\u2003b: 1', 1, `${SPACE} (U+2003)`],
  ['b\u200b: 1', 2, `${NO_WIDTH} (U+200B)`],
  ['b: \u202f1', 4, `${NON_BREAKING} (U+202F)`],
  ['b: \u205f1', 4, `${SPACE} (U+205F)`],
  ['b: \u30001', 4, `${SPACE} (U+3000)`],
  ['b: \ufeff1', 4, `${NO_WIDTH} (U+FEFF)`],
  ['b: “x”', 4, `${QUOTE} (“)`],
  ['b: x”', 5, `${QUOTE} (”)`],
  ['b: „x“', 4, `${QUOTE} („)`],
  ['b: ‘x’', 4, `${QUOTE} (‘)`],
  ['b: «x»', 4, `${QUOTE} («)`],
  ['  – b', 3, `${DASH} (–)`],
  ['— b', 1, `${DASH} (—)`],
  ['− b', 1, `${DASH} (−)`],
  ['‑ b', 1, `${DASH} (‑)`],
  ['b: {ACR_NAME}.azurecr.io/x', 4, PLACEHOLDER],
  ['b: {{ acr name }}/x', 4, PLACEHOLDER],
  ['  - {name}-api', 5, PLACEHOLDER],
])('of %j the slip is at column %i: %s', (text, column, message) => {
  expect(findSlip(['a:', text, 'c: 1'], 2)).toEqual({ line: 2, column, message })
})

test.each([['b: "x"'], ["b: 'it'"], ['- b'], ['b: x – y'], ['b: naïve 😀'], ['']])(
  '%j is no slip',
  (text) => {
    expect(findSlip([text], 1)).toBeUndefined()
  },
)

test('the first slip of a line is the one that is told, and a tab in front before all others', () => {
  expect(findSlip(['\tb: “\u00a0'], 1)).toMatchObject({ column: 1, message: INDENT })
  expect(findSlip(['b: “\u00a0'], 1)).toMatchObject({ column: 5, message: `${NON_BREAKING} (U+00A0)` })
  expect(findSlip(['– b: “x”'], 1)).toMatchObject({ column: 6, message: `${QUOTE} (“)` })
  expect(findSlip(['–\tb'], 1)).toMatchObject({ column: 1, message: `${DASH} (–)` })
})

test('a slip is looked for on the line and the one before it, and nowhere else', () => {
  const lines = ['a: “', 'b: ”', 'c: 1', 'd: ‘']
  expect(findSlip(lines, 2)).toMatchObject({ line: 2 })
  expect(findSlip(lines, 3)).toMatchObject({ line: 2 })
  expect(findSlip(lines, 1)).toMatchObject({ line: 1 })
  expect(findSlip(['a: “', 'b: 1', 'c: 1', 'd: ‘'], 3)).toBeUndefined()
})

test.each(['<<<<<<< HEAD', '=======', '>>>>>>> origin/main', '||||||| 3f2a1b', '<<<<<<<'])(
  'the marker %s explains all that follows',
  (marker) => {
    expect(findSlip(['a: 1', marker, 'b: 1', '\tc: 1'], 4)).toEqual({
      line: 2,
      column: 1,
      message: `this line is a conflict marker of an unfinished Git merge (${marker.slice(0, 7)})`,
    })
  },
)

test.each(['========', '<<<<<< a', ' ======='])('%j is no marker', (text) => {
  expect(findSlip([text, 'a'], 2)).toBeUndefined()
})

// None of these is read by kubectl.
test.each([
  ['a:\n\tb: 1\n\tc: 2\n', 2, 1, INDENT],
  ['  a:\u00a0b\n  c: 1\n', 1, 5, `${NON_BREAKING} (U+00A0)`],
  ['a: “b": c\n', 1, 4, `${QUOTE} (“)`],
  ['a: {ACR_NAME}.azurecr.io/x:latest\n', 1, 4, PLACEHOLDER],
  ['a:\n  – b: 1\n    c: 2\n', 2, 3, `${DASH} (–)`],
  [
    'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> b\n',
    2,
    1,
    'this line is a conflict marker of an unfinished Git merge (<<<<<<<)',
  ],
])('%j has one cause, and one error', (text, line, column, message) => {
  expect(readDocuments(text, 'a.yaml')).toMatchObject({
    contents: [],
    problems: [
      {
        severity: 'error',
        message: `kubectl cannot read this YAML: ${message}.`,
        at: { file: 'a.yaml', line, column },
      },
    ],
  })
})

test.each([' ', '- ', ': {', ': {a', '{', '  \u00a0'])(
  '%j without end is looked at as far as a line is typed',
  (text) => {
    const line = text.repeat(100_000)
    expect(findSlip([line], 1)?.message).toBe(
      text.includes('\u00a0') ? `${NON_BREAKING} (U+00A0)` : undefined,
    )
  },
)
