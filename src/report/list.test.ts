import { expect, test } from 'vitest'
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
  expect(renderList([{ title: 'One' }, { title: 'Other' }], rules)).toBe(
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
