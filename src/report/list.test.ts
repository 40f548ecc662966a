import { expect, test } from 'vitest'
import { PLAIN } from '../output/display.ts'
import { renderList } from './list.ts'

const rule = (section: string, id: string, points: number, needs: string[] = []) => ({
  id,
  section,
  offers: 'something',
  says: '“A sentence.”',
  isQuote: true,
  points,
  needs,
  hint: 'None.',
})

test('each section has its points, and each check its own and what it needs', () => {
  const rules = [
    rule('One', 'first', 6),
    rule('One', 'second-of-it', 10, ['first']),
    rule('Other', 'third', 4),
  ]
  expect(renderList([{ title: 'One' }, { title: 'Other' }], rules, PLAIN)).toBe(
    [
      'One: 16 points',
      '  first          6',
      '  second-of-it  10  needs first',
      '',
      'Other: 4 points',
      '  third          4',
    ].join('\n'),
  )
})

test('what a check needs is wrapped below itself', () => {
  const rules = [rule('One', 'first', 6, ['another-check', 'and-another-check'])]
  expect(renderList([{ title: 'One' }], rules, { ...PLAIN, columns: 40 })).toBe(
    ['One: 6 points', '  first   6  needs another-check,', '             and-another-check'].join('\n'),
  )
})
