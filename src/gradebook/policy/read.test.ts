import { expect, test } from 'vitest'
import { Usage } from '../../cli/exit.ts'
import { sampleRules } from '../sample/rules.ts'
import { type Known, readPolicy } from './read.ts'

const sections = [
  { id: 'scaling', title: 'Scaling' },
  { id: 'helm', title: 'Installing The App with Helm' },
]
const learners = [
  { id: 'ada', name: 'Ada Lovelace', login: 'lovelace', email: 'ada@example.com' },
  { id: '007', name: 'James' },
]
const known: Known = { rules: sampleRules, sections, learners }
const read = (text: string, names = known) => readPolicy(text, 'policy.yaml', names)

/** What is said of a policy that cannot be read, line by line. */
function refusalOf(text: string, names = known): string[] {
  try {
    read(text, names)
  } catch (error) {
    expect(error).toBeInstanceOf(Usage)
    return (error as Error).message.split('\n')
  }
  throw new Error('the policy was read')
}

test('all that a policy may say', () => {
  const text = `# Autumn
points: { data-survives: 20, claim-size: 0 }
leave-out: [helm]
show: no-hint
adjustments:
  007: { bonus: 2, reason: "Found a mistake." }
  ada:
    deduction: 5
    reason: >
      Handed in
      two days late.
`
  expect(read(text)).toEqual({
    points: new Map([
      ['data-survives', 20],
      ['claim-size', 0],
    ]),
    leftOut: ['Installing The App with Helm'],
    show: 'no-hint',
    adjustments: new Map([
      ['007', { points: 2, reason: 'Found a mistake.' }],
      ['ada', { points: -5, reason: 'Handed in two days late.' }],
    ]),
  })
})

test('one key is enough, with any line ends and a byte order mark', () => {
  expect(read('\ufeffshow: verdict-only\r\n')).toEqual({
    points: new Map(),
    leftOut: [],
    show: 'verdict-only',
    adjustments: new Map(),
  })
  expect(read('points: {claim-size: 3}').show).toBe('all')
})

test('without a roster a learner may come later', () => {
  const policy = read('adjustments: {zoe: {bonus: 1, reason: x}}', { rules: sampleRules, sections })
  expect([...policy.adjustments.keys()]).toEqual(['zoe'])
})

const KEYS = 'points, leave-out, show or adjustments'

test.each([
  ['', [`1: the policy is empty: expected ${KEYS}.`]],
  ['# nothing\n', [`1: the policy is empty: expected ${KEYS}.`]],
  ['{}', [`1: the policy is empty: expected ${KEYS}.`]],
  ['all', [`1: the policy: expected a mapping with ${KEYS}, but found all.`]],
  ['- show', [`1: the policy: expected a mapping with ${KEYS}, but found a list.`]],
  ['show: all\npoint: {}', ['2: there is no key point: did you mean points?']],
  ['weights: {}', [`1: there is no key weights: expected ${KEYS}.`]],
  ['show: hints', ['1: show: expected all, no-hint or verdict-only, but found hints.']],
  ['show:', ['1: show: expected all, no-hint or verdict-only, but found nothing.']],
  ['points: 5', ['1: points: expected a mapping from checks to points, but found 5.']],
  ['points:\n  data-survive: 5', ['2: there is no check data-survive: did you mean data-survives?']],
  ['leave-out: [helmm]', ['1: there is no section helmm: did you mean helm?']],
  ['leave-out:\n- helm\n- helm', ['3: helm is already on line 2.']],
  ['leave-out: helm', ['1: leave-out: expected a list of sections: scaling, helm, but found helm.']],
  ['leave-out: [{}]', ['1: leave-out: expected a section, but found a mapping.']],
  [
    'adjustments: [ada]',
    ['1: adjustments: expected a mapping from learners to a bonus or a deduction, but found a list.'],
  ],
  ['adjustments: {adda: {bonus: 1, reason: x}}', ['1: there is no learner adda: did you mean ada?']],
  ['adjustments: {7: {bonus: 1, reason: x}}', ['1: there is no learner 7']],
  [
    'adjustments: {ada@example.com: {bonus: 1, reason: x}}',
    ['1: there is no learner ada@example.com: the id of Ada Lovelace is ada'],
  ],
  [
    'adjustments:\n  ada:',
    ['2: adjustments.ada: expected a mapping with bonus or deduction, and reason, but found nothing.'],
  ],
  ['adjustments:\n  ada: {bonus: 1}', ['2: adjustments.ada: expected a reason, but found none.']],
  [
    'adjustments:\n  ada: {reason: x}',
    ['2: adjustments.ada: expected bonus or deduction, but found neither.'],
  ],
  [
    'adjustments: {ada: {bonus: 1, deduction: 1, reason: x}}',
    ['1: adjustments.ada: expected bonus or deduction, but found both.'],
  ],
  [
    'adjustments: {ada: {bonuss: 1, reason: x}}',
    [
      '1: there is no key bonuss: did you mean bonus?',
      '1: adjustments.ada: expected bonus or deduction, but found neither.',
    ],
  ],
  [
    'adjustments: {ada: {bonus: 1, reason: " \\u200b"}}',
    [expect.stringMatching(/^1: adjustments.ada.reason: expected a text, but found "/)],
  ],
  [
    'adjustments: {ada: {bonus: 0, reason: x}}',
    ['1: adjustments.ada.bonus: expected a whole number from 1 to 1000, but found 0.'],
  ],
  ['show: all\nshow: all', ['2: show is already on line 1.']],
  ['points:\n  claim-size: 1\n  claim-size: 2', ['3: claim-size is already on line 2.']],
  [
    'adjustments:\n  ada: {bonus: 1, reason: x}\n  ada: {bonus: 1, reason: x}',
    ['3: ada is already on line 2.'],
  ],
  ['points: &p {claim-size: 1}\nadjustments: *p', ['2: *p is an alias: write out what it stands for.']],
  ['? [a]\n: 1', ['1: a key must be a text.']],
  ['show: all\npoints: {', [expect.stringMatching(/^2: it cannot be read as YAML: Flow map .*\.$/)]],
  ['points: {claim-size: !!int 1}', [expect.stringMatching(/^1: it cannot be read as YAML: Unresolved tag/)]],
  ['show: all\n---\nshow: all', ['2: a second document begins here, but a policy is one.']],
  ['show: "\\e[31mred"', ['1: show: expected all, no-hint or verdict-only, but found "\\u001b[31mred".']],
])('%j is refused with its line', (text, said) =>
  expect(refusalOf(text).map((line) => line.replace('policy.yaml:', ''))).toEqual(said),
)

test.each(['-1', '1001', '2.5', '1e3', '"5"', '0x5', 'five', '', '[5]', '99999999999999999999'])(
  'no check has %s points',
  (points) =>
    expect(refusalOf(`points:\n  claim-size: ${points}`)).toEqual([
      expect.stringMatching(
        /^policy.yaml:2: points.claim-size: expected a whole number from 0 to 1000, but /,
      ),
    ]),
)

test('every mistake is told, from the first line on', () =>
  expect(
    refusalOf('show: z\nleave-out: [y]\npoints: {claim-size: x}\nother: x\n').map((line) => line[12]),
  ).toEqual(['1', '2', '3', '4']))

test('aliases of aliases end at once', () => {
  const bomb = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)
  expect(refusalOf(['a0: &a0 [x, x]', ...bomb].join('\n'))).toHaveLength(60)
  expect(refusalOf('['.repeat(20_000))).toHaveLength(1)
})

test('a name that a terminal would obey is shown', () =>
  expect(refusalOf('"\\e[31m\\u202ex": 1').join()).not.toMatch(/\p{Cc}|\u202e/u))
