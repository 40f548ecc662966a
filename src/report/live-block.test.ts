import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { renderBlock } from './live-block.ts'
import type { SectionProgress } from './section-progress.ts'

const STARTED = 1_000_000
const at = (seconds: number) => STARTED + seconds * 1000

const section = (title: string, ended: string, rest: Partial<SectionProgress> = {}): SectionProgress => ({
  title,
  usualSeconds: 90,
  checks: new Set('abcd'),
  ended: new Set(ended),
  ...rest,
})

const sections = [
  section('Scaling', 'a', { begun: at(2), doing: { what: 'no Pod left Pending', since: at(50) } }),
  section('Autoscaling', 'ab', {
    begun: at(1),
    doing: { what: 'more than 2 replicas while /api/status is under load', since: at(0) },
  }),
  section('Keeping The Data Of The Database', 'abcd', { begun: at(1) }),
  section('Installing The App with Helm', ''),
]

test('a line for each section, and one for the run', () => {
  const block = renderBlock(sections, { started: STARTED, now: at(62) }, 80)
  expect(`\n${block.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    Scaling                     1/4   0:12  no Pod left Pending
    Autoscaling                 2/4   1:02  more than 2 replicas while /api/status …
    Keeping The Data Of The…    4/4         done
    Installing The App with…    0/4         not begun yet
    1:02, about 2 min left
    "
  `)
})

test.each([80, 60, 40])('no line has more than %i columns, whatever stands in it', (columns) => {
  const wide = section('数据库'.repeat(20), '', {
    begun: at(0),
    doing: { what: '数'.repeat(500), since: at(0) },
  })
  for (const line of renderBlock([...sections, wide], { started: STARTED, now: at(4000) }, columns))
    expect(stringWidth(line)).toBeLessThanOrEqual(columns)
})

test('between two checks a section says nothing', () => {
  const [line] = renderBlock(
    [section('Scaling', 'a', { begun: at(0) })],
    { started: STARTED, now: at(1) },
    80,
  )
  expect(line).toBe('Scaling    1/4')
})

test('a section whose spec is not loaded yet has no number', () => {
  const unknown = section('Scaling', '', { checks: new Set() })
  const [line] = renderBlock([unknown], { started: STARTED, now: at(1) }, 80)
  expect(line).toBe('Scaling                not begun yet')
})

test('a run of no sections has its time', () =>
  expect(renderBlock([], { started: STARTED, now: at(61) }, 80)).toEqual(['1:01']))
